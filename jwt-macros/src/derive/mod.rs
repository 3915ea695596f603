//! The derives: `AuthConfig`, `AuthState`, `Claim` and `Scope`.
//!
//! Each reads its item ([`helper_attribute`] for its options, [`shape`] and [`type_syntax`] for the rest), checks it, and
//! writes its impls. A mistake is reported beside impls that do nothing: they keep the rest of the program from
//! failing for the lack of them, and the build fails for the mistake alone.

#![expect(
    clippy::unreachable,
    reason = "darling derives it for values that were ruled out before"
)]

mod helper_attribute;
mod shape;
mod type_syntax;

pub(crate) mod auth_config;
pub(crate) mod auth_state;
pub(crate) mod claim;
pub(crate) mod scope;

#[cfg(test)]
mod tests;
