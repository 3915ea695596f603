//! `WithinVocabulary`: whether a router can serve the scopes of a policy.

use crate::scope::Vocabulary;

/// States that all scopes of a policy are in the vocabulary `V`, and that its functions compute scopes from the router state
/// `S`. The attributes implement it, for policies with scopes.
#[diagnostic::on_unimplemented(
    message = "the scopes of this handler are computed of another router state than `{S}`",
    label = "the function in `with = ..` asks for another state",
    note = "name the state of this router in `#[scoped(with = .., state = ..)]`"
)]
pub trait WithinVocabulary<S, V> {}

/// A policy without scopes, which fits every router.
#[derive(Debug, Clone, Copy)]
pub enum NoScopes {}

impl<S, V: Vocabulary> WithinVocabulary<S, V> for NoScopes {}

/// Policies that were merged.
impl<S, V, A: WithinVocabulary<S, V>, B: WithinVocabulary<S, V>> WithinVocabulary<S, V> for (A, B) {}
