//! What no token may exceed, whoever signed it.

/// The longest token that is looked at, in bytes.
pub(crate) const MAX_TOKEN_BYTES: usize = 8192;

/// The longest payload that such a token can have, in bytes: three for four characters of base64.
pub(crate) const MAX_PAYLOAD_BYTES: usize = MAX_TOKEN_BYTES / 4 * 3;

/// The most audiences that a token may name.
pub const MAX_AUDIENCES: usize = 64;

/// The most leeway that a token may be given, in seconds.
pub const MOST_LEEWAY: i64 = 5 * 60;
