//! Whether a backend failed because too many passwords wait to be hashed.

use crate::error::BackendError;

/// Whether a backend failed because too many passwords wait to be hashed, which is no defect.
#[cfg(feature = "password")]
#[doc(hidden)]
#[must_use]
pub fn is_overload(error: &BackendError) -> bool {
    let mut errors = std::iter::successors(Some(error.as_error()), |&error| error.source());
    errors.any(|error| {
        matches!(
            error.downcast_ref(),
            Some(super::PasswordError::Busy { .. })
        )
    })
}

/// Without the feature `password`, there is no such error.
#[cfg(not(feature = "password"))]
#[doc(hidden)]
#[must_use]
pub fn is_overload(_: &BackendError) -> bool {
    false
}
