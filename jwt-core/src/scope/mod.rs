//! Scopes: what a token grants, which there are, and what a handler asks for.
//!
//! The grammar and the comparison are those of `jwt-syntax`, shared with the macros. A [`ScopeSet`] is what one token
//! grants; a [`Vocabulary`] is all that tokens of a configuration can grant; a [`Scope`] is one that code asks for, and
//! [`RequiredScopes`] are several, computed for one request. [`ScopeCheck`] is what a configuration's own validator judges.

mod check;
mod known;
mod required;
mod required_scope;
mod set;
mod vocabulary;

pub use check::{ScopeCheck, ScopeNormalizer, ScopeParts, ScopeValidator};
pub use known::assert_known;
pub use required::RequiredScopes;
pub use required_scope::{CheckedScope, Scope};
pub(crate) use set::ScopeClaim;
pub use set::{Iter, ScopeSet};
pub use vocabulary::{AnyScope, Contains, UnknownScope, Vocabulary, contains};
