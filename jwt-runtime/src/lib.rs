//! The axum side of `jwt-guard`: what runs on each request of a service.
//!
//! Applications depend on the facade, `jwt-guard`, which re-exports what they need of this crate. The modules stand in their
//! order, and each names only those above it in this list: an [`error`] becomes a response, [`claims`] are what a handler sees
//! of a token, [`config`] is what was decided before the first request, [`throttle`] limits failed logins, [`auth`] is a
//! configuration that runs, a [`guard`] decides on a request, the [`router`] accepts handlers that say who may call them, and
//! [`endpoints`] are ready to be mounted. Tokens, keys, sessions and users are in `jwt-core`.

#![cfg_attr(test, allow(clippy::string_slice, clippy::arithmetic_side_effects))]

pub(crate) use jwt_core::{claim, clock, json, key, scope, session, token, user};

pub mod error;

mod browser;

mod token_location;

pub mod claims;

pub mod config;

pub mod throttle;

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
