//! Scopes: what a token grants, which there are, and what a handler asks for.
//!
//! The grammar and the comparison are those of `jwt-syntax`, shared with the macros. A [`ScopeSet`] is what one token
//! grants; a [`Vocabulary`] is all that tokens of a configuration can grant; a [`Scope`] is one that code asks for, and
//! [`RequiredScopes`] are several, computed for one request. [`ScopeCheck`] is what a configuration's own validator judges.

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
