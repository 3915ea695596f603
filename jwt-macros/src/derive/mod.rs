//! The derives: `AuthConfig`, `Claim` and `AuthState`.
//!
//! Each reads its item ([`given`] for the options of helper attributes, [`shape`] and [`type_syntax`] for the rest), checks
//! it, and writes its impls. A mistake is reported beside impls that do nothing: they keep the rest of the program from
//! failing for the lack of them, and the build fails for the mistake alone.

pub(crate) mod auth_config;
pub(crate) mod auth_state;
pub(crate) mod claim;
mod given;
mod shape;
#[cfg(test)]
mod tests;
mod type_syntax;
