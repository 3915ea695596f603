//! The identifier of a key, `kid`: how long it may be.

use jwt_syntax::setting::MAX_KEY_ID_BYTES;

use super::error::KeyError;

/// Refuses a `kid` of more than 256 bytes.
pub(crate) fn check_id(id: &str) -> Result<(), KeyError> {
    if id.len() > MAX_KEY_ID_BYTES {
        return Err(KeyError::new(
            format!("a `kid` of {} bytes", id.len()),
            format!("at most {MAX_KEY_ID_BYTES}"),
        ));
    }
    Ok(())
}
