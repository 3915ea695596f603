//! What no token may exceed, whoever signed it.

use jwt_syntax::setting::MAX_LEEWAY;
pub(crate) use jwt_syntax::setting::{MAX_AUDIENCES, MAX_TOKEN_BYTES};

/// The longest payload that such a token can have, in bytes: three for four characters of base64.
pub(crate) const MAX_PAYLOAD_BYTES: usize = MAX_TOKEN_BYTES / 4 * 3;

/// The most leeway that a token may be given, in seconds.
pub const MOST_LEEWAY: i64 = MAX_LEEWAY.cast_signed();
