//! `Claims` and `Option<Claims>` as extractors.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;

use super::admitted_claims::AdmittedClaims;
use super::middleware::{admit, admit_optional};
use crate::auth::AuthState;
use crate::claims::Claims;
use crate::config::{ClaimsOf, MintsClaims};
use crate::error::AuthError;
use crate::guard::{Admission, FromAdmission, reject};
use crate::response::Rejection;

impl<C, T, I> FromAdmission<C> for Option<Claims<T, I>>
where
    C: MintsClaims<T>,
    T: ?Sized + Send + Sync + 'static,
{
    async fn take(admission: Admission<'_, C>) -> Result<Self, AuthError> {
        Ok(admission.into_verified().map(ClaimsOf::seen))
    }
}

impl<C, T, I> FromAdmission<C> for Claims<T, I>
where
    C: MintsClaims<T>,
    T: ?Sized + Send + Sync + 'static,
{
    async fn take(admission: Admission<'_, C>) -> Result<Self, AuthError> {
        let claims = <Option<Self> as FromAdmission<C>>::take(admission).await?;
        claims.ok_or_else(AuthError::missing_token)
    }
}

/// For `Claims` that the attribute cannot move into the guard: behind a type alias, inside another extractor, or in a
/// [middleware](crate::guard::AuthLayers::middleware), where this extractor itself admits the request.
impl<S, T, I> FromRequestParts<S> for Claims<T, I>
where
    S: AuthState<I>,
    S::Config: MintsClaims<T>,
    T: ?Sized + Send + Sync + 'static,
    I: 'static,
{
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Rejection> {
        let auth = state.auth();
        match AdmittedClaims::<I, S::Config>::find(parts) {
            Some(Some(verified)) => Ok(ClaimsOf::seen(verified)),
            Some(None) => Err(reject(auth, parts, AuthError::missing_token())),
            None => admit::<_, I, Self>(auth, parts).await,
        }
    }
}

impl<S, T, I> OptionalFromRequestParts<S> for Claims<T, I>
where
    S: AuthState<I>,
    S::Config: MintsClaims<T>,
    T: ?Sized + Send + Sync + 'static,
    I: 'static,
{
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, Rejection> {
        match AdmittedClaims::<I, S::Config>::find(parts) {
            Some(verified) => Ok(verified.map(ClaimsOf::seen)),
            None => admit_optional::<_, I, Self>(state.auth(), parts).await,
        }
    }
}
