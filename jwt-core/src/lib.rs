//! Tokens, keys, sessions and users of `jwt-guard`, without HTTP.
//!
//! Applications depend on the facade, `jwt-guard`, which re-exports what they need. This crate does not know axum: `jwt-runtime`
//! connects it to requests and responses, and `jwt-stores` stores its sessions in databases. The modules are listed in their
//! order, and each names only those above it: a [`key`] signs and verifies, a [`claim`] has a type, a [`scope`] is granted, a
//! [`token`] is minted and verified, a [`session`] is stored, and a [`user`] is found by the application.

#![cfg_attr(test, allow(clippy::string_slice, clippy::arithmetic_side_effects))]

pub mod clock;
#[doc(hidden)]
pub mod json;

pub mod error;

pub mod key;

pub mod claim;
pub mod scope;

pub mod token;

pub mod session;

pub mod user;

#[cfg(feature = "testing")]
pub mod testing;

#[doc(hidden)]
pub mod __private;

pub use jwt_syntax::algorithm::Algorithm;
