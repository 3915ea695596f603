//! `BackendError`: an application's code could not do its part.

use std::error::Error;
use std::fmt;

/// A backend could not answer: its database is out of reach, say.
///
/// Made from any error with `?`. It is written to the log and answered with 503; the client sees nothing of it.
///
/// Since any error becomes one, it cannot itself implement [`Error`] (as `anyhow::Error` does not). In a handler, `?` makes an
/// `AuthError` of it; elsewhere [`into_inner`](Self::into_inner) gives the error that it was
/// made from.
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
    /// The error that it was made from.
    #[must_use]
    pub fn into_inner(self) -> Box<dyn Error + Send + Sync> {
        self.0
    }

    /// The error that it was made from, without taking it.
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
