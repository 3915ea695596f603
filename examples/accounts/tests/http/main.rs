//! The service over HTTP, as programs and browsers see it. Each file is about one feature.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that panics has failed"
)]

mod browser;
mod fixtures;
mod link;
mod pages;
mod password;
mod program;
mod provider;
mod register;
mod second_factor;
mod secrecy;
mod sessions;
mod users;

// Shared with the tests of the library.
#[path = "../../../../tests/common/driver.rs"]
mod driver;
#[path = "../../../../test-tools/src/programs.rs"]
#[allow(dead_code, reason = "other tests start other programs")]
mod programs;
#[path = "../../../../tests/common/server.rs"]
#[allow(dead_code, reason = "other tests use all of it")]
mod server;
