//! `BackendError`: an error of the application's backend.

use std::error::Error;
use std::fmt;

/// An error of the application's backend, such as a database that cannot be reached.
///
/// Any error converts into it with `?`. It is logged, and the client receives 503 without details.
///
/// Since any error converts into it, it cannot implement [`Error`] itself (neither can `anyhow::Error`). In a handler, `?`
/// converts it into an `AuthError`; elsewhere, [`into_inner`](Self::into_inner) returns the original error.
///
/// ```
/// use std::error::Error;
///
/// use jwt_guard::user::BackendError;
///
/// fn import(found: Result<(), BackendError>) -> Result<(), Box<dyn Error + Send + Sync>> {
///     Ok(found.map_err(BackendError::into_inner)?)
/// }
/// assert_eq!(import(Err("no database".into())).unwrap_err().to_string(), "no database");
/// ```
pub struct BackendError(Box<dyn Error + Send + Sync>);

impl BackendError {
    /// The original error.
    #[must_use]
    pub fn into_inner(self) -> Box<dyn Error + Send + Sync> {
        self.0
    }

    /// The original error, by reference.
    #[must_use]
    pub fn as_error(&self) -> &(dyn Error + 'static) {
        &*self.0
    }
}

impl<E: Into<Box<dyn Error + Send + Sync>>> From<E> for BackendError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl fmt::Debug for BackendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// The error and what caused it, each after a colon.
impl fmt::Display for BackendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}
