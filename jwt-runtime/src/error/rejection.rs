//! `Rejection`: what a guard rejects a request with, which responds as its configuration says.

use std::fmt;
use std::sync::Arc;

use axum::http::header::{CACHE_CONTROL, SET_COOKIE, VARY};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};

use super::{AuthError, ErrorResponses};

const NO_STORE: [(HeaderName, HeaderValue); 1] =
    [(CACHE_CONTROL, HeaderValue::from_static("no-store"))];

/// What a guard rejects a request with: an [`AuthError`], answered as the configuration of its `Auth` says.
///
/// ```
/// use axum::response::{IntoResponse, Response};
/// use jwt_guard::error::{AuthError, Rejection};
///
/// /// Another answer, for one kind of refusal.
/// fn answer(refusal: Rejection) -> Response {
///     match refusal.error() {
///         AuthError::MissingToken => "who are you?".into_response(),
///         _ => refusal.into_response(),
///     }
/// }
/// ```
pub struct Rejection(Box<RejectionParts>);

struct RejectionParts {
    error: AuthError,
    error_responses: Arc<ErrorResponses>,
    /// The realm of one handler.
    realm: Option<Box<str>>,
    /// The headers on which the refusal depends.
    vary: Vec<HeaderName>,
    cookies: Vec<HeaderValue>,
    /// Where a browser is sent instead.
    redirect: Option<Box<str>>,
}

impl Rejection {
    pub(crate) fn new(error: AuthError, error_responses: &Arc<ErrorResponses>) -> Self {
        Self(Box::new(RejectionParts {
            error,
            error_responses: Arc::clone(error_responses),
            realm: None,
            vary: Vec::new(),
            cookies: Vec::new(),
            redirect: None,
        }))
    }

    /// The same refusal in the realm of one handler.
    pub(crate) fn in_realm(mut self, realm: Option<&str>) -> Self {
        self.0.realm = realm.map(Into::into);
        self
    }

    /// The same refusal, which another value of these headers might have avoided.
    pub(crate) fn varying_by(mut self, headers: impl Iterator<Item = HeaderName>) -> Self {
        self.0.vary = headers.collect();
        self
    }

    /// The same refusal, which also changes cookies.
    pub(crate) fn with_cookies(mut self, cookies: Vec<HeaderValue>) -> Self {
        self.0.cookies = cookies;
        self
    }

    /// The same refusal, which sends a browser elsewhere on this host.
    pub(crate) fn redirecting_to(mut self, target: Option<&str>) -> Self {
        self.0.redirect = target.map(Into::into);
        self
    }

    /// Why the request was refused.
    #[must_use]
    pub fn error(&self) -> &AuthError {
        &self.0.error
    }
}

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        let RejectionParts {
            error,
            error_responses,
            realm,
            vary,
            cookies,
            redirect,
        } = *self.0;
        let mut response = match redirect {
            Some(target) => (NO_STORE, Redirect::to(&target)).into_response(),
            None => error.answer(&error_responses, realm.as_deref()),
        };
        let headers = response.headers_mut();
        for name in vary {
            headers.append(VARY, name.into());
        }
        for cookie in cookies {
            headers.append(SET_COOKIE, cookie);
        }
        response
    }
}

impl fmt::Debug for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Rejection").field(&self.0.error).finish()
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.error.code())
    }
}

impl std::error::Error for Rejection {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0.error)
    }
}
