//! The text of a token: the three segments of a compact JWS, its header, and the type that the header names (RFC 7515).

mod compact;
mod header;
#[cfg(feature = "jsonwebtoken")]
mod peer_header;
mod token_type;

pub(crate) use compact::{Compact, MAX_PAYLOAD_BYTES, buffer, decode, decode_text};
pub(crate) use header::Header;
pub(crate) use token_type::is_media_type;
pub use token_type::{TokenType, TokenTypeError};
