//! Admitting a request in a middleware, where an extractor of claims or the user runs before any guard.

use axum::http::request::Parts;

use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::guard::preflight::is_exempt;
use crate::guard::{Access, FromAdmission, PolicySpec, enforce};
use crate::response::Rejection;

/// The policy of a middleware, that of `#[protected]`.
static IN_MIDDLEWARE: PolicySpec = PolicySpec::new(
    "an extractor that no guard stands before",
    Access::Protected,
);

/// Admits a request that no guard of this `Auth` has admitted.
#[cold]
pub(in crate::guard) async fn admit<C: AuthConfig, I: 'static, V: FromAdmission<C>>(
    auth: &Auth<C>,
    parts: &mut Parts,
) -> Result<V, Rejection> {
    enforce::<I, C, V>(parts, auth, &(), &IN_MIDDLEWARE, None).await
}

/// Does the same for an `Option`: `None` if the request is refused because of what the client sent.
#[cold]
pub(in crate::guard) async fn admit_optional<C: AuthConfig, I: 'static, V: FromAdmission<C>>(
    auth: &Auth<C>,
    parts: &mut Parts,
) -> Result<Option<V>, Rejection> {
    // Passes, so that the layer behind the middleware can respond, such as a CORS layer.
    if is_exempt(auth, parts) {
        return Ok(None);
    }
    match admit::<C, I, V>(auth, parts).await {
        Ok(value) => Ok(Some(value)),
        Err(rejection) if rejection.error().status().is_client_error() => Ok(None),
        Err(rejection) => Err(rejection),
    }
}
