//! Writing: the handler with its guard, and the type that declares its policy.

mod attribute;
mod block;
mod guard_parameter;
mod handler;
mod item;
mod parameters;
mod policy_declaration;
mod scope_declaration;
mod surroundings;

pub(crate) use self::attribute::run;
