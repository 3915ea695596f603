//! Refresh tokens: where they are in a request, and their rotation.

mod own_handlers;
mod refresh_token_in_header;
mod refresh_token_locations;
mod refreshing;
mod reused_tokens;
mod rotation;
