//! The characters of a token, and the error for more than one.

use crate::error::{AuthError, Reason};

/// The error for two tokens in one location.
pub(super) fn several(place: impl std::fmt::Display) -> AuthError {
    Reason::SeveralTokens(format!("the request has several tokens in {place}; send one").into())
        .into()
}

/// The characters of `token68` (RFC 9110 §11.2).
pub(super) fn is_token68(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'/' | b'=')
}
