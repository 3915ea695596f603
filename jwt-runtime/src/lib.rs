//! What runs on each request of a service built with `jwt-guard`.
//!
//! Applications depend on the facade, `jwt-guard`, which re-exports what is public here. The modules follow a
//! request: a [`guard`] finds the token, [`token`] verifies it with a [`key`], [`claim`] gives it a type,
//! [`scope`] compares what was granted with what a handler's policy asks, and [`error`] is every answer that
//! refuses. [`config`] is what was decided before the first request, [`session`] what goes on after it, [`user`] the application's side,
//! [`throttle`] what is limited of it,
//! [`endpoints`] and [`router`] what is mounted.

#![cfg_attr(test, allow(clippy::string_slice, clippy::arithmetic_side_effects))]

pub(crate) use jwt_core::{claim, clock, json, key, scope, session, token, user};

mod secret_buffer;
mod secret_text;

pub mod error;

mod csrf;

mod cookie;

mod token_location;

pub mod claims;

pub mod config;

pub mod throttle;

pub mod auth;

pub mod guard;

pub mod router;

pub mod endpoints;

#[cfg(feature = "testing")]
pub mod testing;

#[doc(hidden)]
pub mod __private;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
