//! The attributes of handlers: `#[public]`, `#[protected]`, `#[scoped]` and `#[inject_user]`.
//!
//! [`parse`] reads the arguments and the item, as far as needed. [`model`] merges all attributes on the item with what the
//! blocks around it require. [`check`] reports what contradicts that. [`expand`] writes the handler with its guard. The
//! modules stand in this order, and none names one behind it.
//!
//! A mistake never weakens the protection: the item is written with what could be understood, and a `compile_error!` beside
//! it stops the build.

mod parse;

mod model;

mod check;

mod expand;

#[cfg(test)]
mod tests;

pub(crate) use self::expand::run;
pub(crate) use self::parse::HandlerAttribute;
