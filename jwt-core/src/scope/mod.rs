//! Scopes: what a token grants, what a configuration can grant, and what a handler requires.
//!
//! The grammar and the comparison are in `jwt-syntax`, shared with the macros. A [`ScopeSet`] is what one token grants; a
//! [`Vocabulary`] is all that tokens of a configuration can grant; a [`Scope`] is one that code requires, and
//! [`RequiredScopes`] are several, computed for one request. A [`ScopeCheck`] is the input of a configuration's own
//! validator.

mod required_scope;
mod required_scopes;
mod scope_check;
mod scope_set;
mod vocabulary;
mod vocabulary_check;

pub use required_scope::{CheckedScope, Scope};
pub use required_scopes::RequiredScopes;
pub use scope_check::{ScopeCheck, ScopeNormalizer, ScopeParts, ScopeValidator};
pub(crate) use scope_set::ScopeClaim;
pub use scope_set::{Iter, ScopeSet};
pub use vocabulary::{AnyScope, Contains, UnknownScope, Vocabulary, contains};
pub use vocabulary_check::assert_known;
