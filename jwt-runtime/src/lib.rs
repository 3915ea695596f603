//! What runs on each request of a service built with `jwt-guard`.
//!
//! Applications depend on the facade, `jwt-guard`, which re-exports what is public here. The modules follow a
//! request: a [`guard`] finds the token, [`token`] verifies it with a [`key`], [`claim`] gives it a type,
//! [`scope`] compares what was granted with what a handler's policy asks, and [`error`] is every answer that
//! refuses. [`config`] is what was decided before the first request, [`session`] what goes on after it, [`user`] the application's side,
//! [`throttle`] what is limited of it,
//! [`endpoints`] and [`router`] what is mounted.

#![cfg_attr(test, allow(clippy::string_slice, clippy::arithmetic_side_effects))]

pub mod auth;
pub mod claim;
pub mod clock;
pub mod config;
mod cookie;
mod csrf;
pub mod endpoints;
pub mod error;
pub mod guard;
mod json;
pub mod key;
pub mod router;
pub mod scope;
mod secret_buffer;
mod secret_text;
pub mod session;
#[cfg(feature = "testing")]
pub mod testing;
pub mod throttle;
pub mod token;
pub mod user;
#[cfg(test)]
mod vectors;

#[doc(hidden)]
pub mod __private;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;

pub use jwt_syntax::algorithm::Algorithm;
