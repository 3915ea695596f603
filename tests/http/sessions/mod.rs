//! Sessions: refresh tokens, their rotation, and what ends them.

mod closed;
mod cookies;
mod ending;
mod events;
mod expired;
mod growth;
mod implicit_refresh;
mod metrics;
mod order;
mod outage;
mod outage_table;
mod owners;
mod reach;
mod readiness;
mod reauthentication;
mod refresh_token_locations;
mod refreshing;
mod reused_tokens;
mod rotation;
mod service;
mod starting;
mod vocabulary;
