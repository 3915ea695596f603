//! The checks that claims belong to this `Auth` and to this service: other claims name other users and sessions.

use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::error::AuthError;
use crate::token::{TokenError, Verified};

impl<C: AuthConfig> Auth<C> {
    /// Returns the claims if this `Auth` has verified them.
    ///
    /// The type of an instance does not ensure it: it names an `Auth` within one router state, and two `Auth`s of the same
    /// configuration have different keys, users and stores.
    pub(crate) fn verified_here<'v, T: ?Sized>(
        &self,
        verified: &'v Verified<T>,
    ) -> Result<&'v Verified<T>, AuthError> {
        match self.verifier().has_verified(verified) {
            true => Ok(verified),
            false => Err(AuthError::misconfigured(
                "a handler passes claims to an `Auth` that did not verify them: use the one that did",
            )),
        }
    }

    /// Returns the claims if this `Auth` has verified them and they are of this service: their subject is a user of the
    /// backend, and their session is in the store.
    pub(crate) fn local_claims<'v, T: ?Sized>(
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
