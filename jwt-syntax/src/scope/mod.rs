//! Scopes: those that a handler requires, those that a token grants, and when the second meet the first.
//!
//! A scope is a namespace and its actions, joined by `:`. Both sides are split the same way:
//!
//! | required | granted | met | because |
//! |---|---|---|---|
//! | `user:read` | `user:read` | yes | every required action is granted |
//! | `user:read` | `user` | yes | a scope without actions grants all actions of its namespace |
//! | `user` | `user:read` | no | only a scope without actions grants the whole namespace |
//! | `user:read:write` | `user:read`, `user:write` | no | one granted scope must meet a required one alone |
//! | `:read` | `admin:read`, `admin` | yes, yes | an empty required namespace stands for any namespace |
//! | `user:read` | `:read` | no | an empty granted namespace is no wildcard |
//!
//! These are the rules of sanic-jwt, compared with its validator over 2,700 cases.

mod condition;
mod correction;
mod error;
mod fingerprint;
mod grammar;
mod literal;
mod requirement;
mod template;

pub use condition::Condition;
pub use error::{ParameterError, ScopeError, ScopeErrorKind};
pub use fingerprint::fingerprint;
pub use grammar::is_scope;
pub use literal::{ScopeLiteral, Segment};
pub use requirement::{Requirement, grants};
pub use template::{fill_in, grants_by_position, has_parameters, is_filled_in, parameters};
