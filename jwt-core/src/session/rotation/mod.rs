//! Refresh tokens: how they are made, what is kept of them, and how a successor is sealed.

mod refresh_tokens;

pub use refresh_tokens::{RefreshToken, RefreshTokenGenerator, RefreshTokens};
