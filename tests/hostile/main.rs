//! Hostile tokens: for every algorithm, each known attack on a verifier, and the response of the service.
//!
//! [`attack`] makes the tokens, each a [`case`](case::Case) with its expected answer; [`service`] is what they are
//! sent to. [`every_algorithm`] sends them all, [`many_keys`] gives them to a service with more keys too, [`reasons`]
//! makes sure that each is refused for its own defect, [`bounds`] counts what refusing costs, and [`requirements`]
//! asserts one requirement after the other with the tokens that it is about. [`predecessor_tokens`] are tokens that
//! other libraries made.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test that panics has failed"
)]

#[allow(dead_code, reason = "what the tests of `http` share")]
#[path = "../http/fixtures/app.rs"]
mod app;
mod attack;
mod bounds;
mod case;
mod every_algorithm;
mod forge;
mod key;
mod listener;
mod many_keys;
mod object;
mod predecessor_tokens;
mod reasons;
mod requirements;
mod service;
mod signer;
