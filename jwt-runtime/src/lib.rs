//! The axum side of `jwt-guard`: guards, routers, endpoints and their configuration.
//!
//! Applications depend on the facade, `jwt-guard`, which re-exports what they need of this crate. Each module uses only those
//! listed before it: an [`error`] becomes a [`response`], [`claims`] are the verified claims that a handler extracts, [`config`] is
//! the validated configuration, [`auth`] mints and verifies tokens by a configuration, a
//! [`guard`] decides on a request, the [`router`] accepts handlers that declare who may call them, and [`endpoints`] are ready
//! to be mounted. Tokens, keys, sessions and users are in `jwt-core`.

#![cfg_attr(test, allow(clippy::string_slice, clippy::arithmetic_side_effects))]

pub(crate) use jwt_core::{claim, clock, json, key, scope, session, token, user};

pub mod error;

pub mod response;

mod browser;

mod token_location;

pub mod claims;

pub mod config;

pub mod auth;

mod grant;

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
