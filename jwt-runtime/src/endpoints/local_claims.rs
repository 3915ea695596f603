//! `LocalClaims`: the claims of a request whose token is of this service.

use std::sync::Arc;

use crate::config::{AuthConfig, ClaimsOf};
use crate::error::AuthError;
use crate::guard::{Admission, FromAdmission};
use crate::token::{TokenError, Verified};

/// The claims of a token of this service, for any type of custom claims.
pub(super) struct LocalClaims<C: AuthConfig>(pub(super) Arc<Verified<ClaimsOf<C>>>);

impl<C: AuthConfig> FromAdmission<C> for LocalClaims<C> {
    async fn take(admission: Admission<'_, C>) -> Result<Self, AuthError> {
        let verified = admission
            .into_verified()
            .ok_or_else(AuthError::missing_token)?;
        // The subject of another issuer names a different user.
        if verified.is_foreign() {
            return Err(TokenError::ForeignSubject.into());
        }
        Ok(Self(verified))
    }
}
