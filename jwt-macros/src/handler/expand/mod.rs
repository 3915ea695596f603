//! Writing: the handler with its guard, and the type that declares its policy.

mod attribute;
mod block;
mod block_body;
mod block_marker;
mod guard_parameter;
mod handler;
mod item;
mod parameters;
mod policy_declaration;
mod scope_declaration;

pub(crate) use self::attribute::run;
