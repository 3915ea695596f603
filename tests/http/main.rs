//! The behaviour that a client sees: each module is one subject, each test one sentence about it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test that panics has failed"
)]

// The attributes, what they require of a request, and what a handler gets from them.
mod guard;
// The router: its routes, its states, its manifest, and the service that it becomes.
mod router;
// The locations of a token in a request, bodies among them.
mod token_location;
// Cookies, CSRF, login pages, and tokens that a browser sends of its own accord.
mod browser;
// The endpoints of the library, and the passwords that are sent to them.
mod endpoints;
// Refresh tokens, the end of sessions, and a store that fails.
mod sessions;
// Limits of failed logins.
mod throttling;
// Claims of an application, and those of other issuers.
mod claims;
// The format of tokens, their types and their issuers.
mod tokens;
// Algorithms, key sets, rotation, and a key for each user.
mod keys;
// The effect of each setting, and where it can be given.
mod settings;
// What the tests share.
mod fixtures;
