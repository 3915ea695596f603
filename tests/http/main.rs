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

mod ambient;
mod app;
mod arc_state;
mod attributes;
mod bearer;
mod blocks;
mod bodies;
mod browser;
mod claims_at_login;
mod client_id;
mod composed_claims;
mod connection;
mod cookies;
mod csrf;
mod custom_claims;
mod ed25519_names;
mod endpoints;
mod enforce;
mod errors;
mod extra_verifications;
mod finishing;
#[path = "../common/keys.rs"]
mod fixtures;
mod foreign_claims;
mod forgeries;
mod forwarding;
mod freshness;
mod identities;
mod instances;
mod key_per_user;
mod key_rotation;
mod key_sets;
mod keys;
mod layers;
mod login_redirect;
mod manifest;
mod merging;
mod middleware;
mod minting;
mod odd_requests;
mod order;
mod overrides;
mod own_profile;
mod passwords;
mod plain_axum;
mod preflight;
mod published_keys;
mod remote;
mod router;
mod scopes;
mod sessions;
mod settings;
mod shutdown;
mod socket;
mod throttling;
mod token_cache;
mod token_kinds;
mod token_locations;
mod token_types;
mod tokens;
mod trusted_issuers;
mod two_logins;
mod unit;
