//! Whether a router can serve what a policy says of scopes.

use crate::scope::Vocabulary;

/// Says that the scopes which a policy names are scopes of the vocabulary `V`, and that the state `S` is the one of which
/// it computes others. The attributes write it, for policies with scopes.
#[diagnostic::on_unimplemented(
    message = "the scopes of this handler are computed of another router state than `{S}`",
    label = "the function in `with = ..` asks for another state",
    note = "name the state of this router in `#[scoped(with = .., state = ..)]`"
)]
pub trait WithinVocabulary<S, V> {}

/// What a policy without scopes says of them; fits everywhere.
#[derive(Debug, Clone, Copy)]
pub enum NoScopes {}

impl<S, V: Vocabulary> WithinVocabulary<S, V> for NoScopes {}

/// Policies that were merged.
impl<S, V, A: WithinVocabulary<S, V>, B: WithinVocabulary<S, V>> WithinVocabulary<S, V> for (A, B) {}
