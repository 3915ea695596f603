//! The attributes of handlers: `#[public]`, `#[protected]`, `#[scoped]` and `#[inject_user]`.
//!
//! An attribute is read ([`arguments`]), merged with the others on the same item ([`stacked`], [`policy`]), added to what
//! the block around it asks ([`within_block`]), and its item taken apart only as far as needed ([`item`], [`function`],
//! [`block`]). [`parameters`] decides what moves into the guard,
//! [`expand`] puts it there, and [`policy_declaration`] writes the type that stands for the policy.
//!
//! A mistake never leads to less protection than was asked for: the item is written with what could be understood, and a
//! `compile_error!` beside it stops the build.

mod arguments;
mod attribute;
mod block;
mod block_body;
mod expand;
mod freshness;
mod function;
mod inserted_guard;
mod item;
mod option;
mod own_setting;
mod parameter_check;
mod parameter_role;
mod parameter_type;
mod parameters;
mod policy;
mod policy_declaration;
mod scope_argument;
mod scope_declaration;
mod scope_expression;
mod scope_macro;
mod scope_options;
mod stacked;
#[cfg(test)]
mod tests;
mod unseen;
mod within_block;

pub(crate) use attribute::Kind;
pub(crate) use item::run;
pub(crate) use scope_macro::expand as expand_scope;
