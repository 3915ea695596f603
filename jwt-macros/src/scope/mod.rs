//! Scopes as they are written in attributes and in `scope!`: literals, variants, and groups of these.

pub(crate) mod argument;
mod expression;
mod group;
pub(crate) mod literal;
mod variant;

pub(crate) use self::expression::{Reference, ScopeExpression, list};
pub(crate) use self::group::{is_group, read_group};
pub(crate) use self::variant::variant;
