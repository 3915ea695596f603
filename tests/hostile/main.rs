//! Hostile tokens: for every algorithm, each way to attack a verifier that is known, and what the service answers.
//!
//! [`attack`] makes the tokens, each a [`case`](case::Case) with its expected answer; [`service`] is what they are
//! sent to. [`every_algorithm`] sends them all, [`reasons`] makes sure that each is refused for its own defect, and
//! [`bounds`] counts what refusing costs.

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
#[path = "../http/app.rs"]
mod app;
mod attack;
mod bounds;
mod case;
mod every_algorithm;
mod forge;
mod key;
mod listener;
mod object;
mod reasons;
mod service;
mod signer;
