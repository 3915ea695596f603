//! Whose claims these are: those of another `Auth`, or of another issuer, say nothing of the users and sessions of this one.

use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::error::AuthError;
use crate::token::{TokenError, Verified};

impl<C: AuthConfig> Auth<C> {
    /// The same claims, if this `Auth` has verified them.
    ///
    /// The type of an instance does not say so: it names an `Auth` in one router's state, and two of one configuration have
    /// different keys, users and stores.
    pub(crate) fn verified_here<'v, T: ?Sized>(
        &self,
        verified: &'v Verified<T>,
    ) -> Result<&'v Verified<T>, AuthError> {
        match self.verifier().has_verified(verified) {
            true => Ok(verified),
            false => Err(AuthError::Misconfigured(
                "a handler asks one `Auth` about the claims that another one verified: name that of the claims",
            )),
        }
    }

    /// The same claims, if this `Auth` has verified them and they are of this service: their subject is a user of the backend,
    /// and their session one of the store.
    pub(crate) fn own<'v, T: ?Sized>(
        &self,
        verified: &'v Verified<T>,
    ) -> Result<&'v Verified<T>, AuthError> {
        let verified = self.verified_here(verified)?;
        match verified.is_foreign() {
            false => Ok(verified),
            true => Err(TokenError::ForeignSubject.into()),
        }
    }
}
