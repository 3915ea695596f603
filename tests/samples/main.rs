//! The samples in the documentation of the predecessors, rewritten with this library and its presets.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that panics has failed"
)]

mod client;
mod esmerald;
mod flask_client;
mod flask_jwt;
mod flask_jwt_extended;
mod sanic_jwt;

#[path = "../common/keys.rs"]
mod keys;
