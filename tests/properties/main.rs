//! Properties of every token, not only of hand-written examples.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test that panics has failed"
)]

mod changes;
mod choices;
mod dates;
#[path = "../common/keys.rs"]
mod fixtures;
mod minting;
mod service;
