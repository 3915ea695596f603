//! Refresh tokens: how they are made, their digests, and how a successor is sealed.

mod refresh_tokens;

pub use refresh_tokens::{RefreshToken, RefreshTokenGenerator, RefreshTokens};
