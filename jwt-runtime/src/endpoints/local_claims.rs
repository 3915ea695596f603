//! Who asks: the claims of a request, whatever their type.

use std::sync::Arc;

use crate::config::{AuthConfig, ClaimsOf};
use crate::error::AuthError;
use crate::guard::{Admission, FromAdmission};
use crate::token::{TokenError, Verified};

/// The claims of a token of this service. The configuration is not known here, only that it has some.
pub(super) struct LocalClaims<C: AuthConfig>(pub(super) Arc<Verified<ClaimsOf<C>>>);

impl<C: AuthConfig> FromAdmission<C> for LocalClaims<C> {
    async fn take(admission: Admission<'_, C>) -> Result<Self, AuthError> {
        let verified = admission.into_verified().ok_or(AuthError::MissingToken)?;
        // A subject of another issuer is another person.
        if verified.is_foreign() {
            return Err(TokenError::ForeignSubject.into());
        }
        Ok(Self(verified))
    }
}
