//! Tokens: compact JWS in, verified claims out; and the way back.
//!
//! Data flows one way: `compact` takes a token apart, `header` and `payload` read its two JSON objects by the
//! rules of `json`, `verify` decides, and only it makes a [`Verified`]. `mint` writes what `verify` accepts.

mod compact;
mod header;
mod mint;
mod payload;
mod registered;
mod verified;
mod verify;

pub(crate) use mint::Minter;
pub use mint::{Mint, MintError};
pub use verified::Verified;
pub use verify::TokenError;
pub(crate) use verify::Verifier;
pub(crate) use verify::{MAX_LEEWAY, MAX_LIFETIME};
