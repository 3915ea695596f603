//! `Rejection`: an `AuthError` with the settings that its response follows.

use std::fmt;
use std::sync::Arc;

use axum::http::header::{CACHE_CONTROL, SET_COOKIE, VARY};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};

use super::{AuthError, ErrorResponses};

const NO_STORE: [(HeaderName, HeaderValue); 1] =
    [(CACHE_CONTROL, HeaderValue::from_static("no-store"))];

/// What a guard rejects a request with: an [`AuthError`] whose response follows the configuration of its `Auth`.
///
/// ```
/// use axum::response::{IntoResponse, Response};
/// use jwt_guard::error::{AuthError, Rejection};
///
/// /// A response of one's own for a missing token.
/// fn respond(rejection: Rejection) -> Response {
///     match rejection.error() {
///         AuthError::MissingToken => "please log in".into_response(),
///         _ => rejection.into_response(),
///     }
/// }
/// ```
pub struct Rejection(Box<RejectionParts>);

struct RejectionParts {
    error: AuthError,
    error_responses: Arc<ErrorResponses>,
    /// The realm of the handler, if it has one of its own.
    realm: Option<Box<str>>,
    /// The request headers that could change the decision, for `Vary`.
    vary: Vec<HeaderName>,
    cookies: Vec<HeaderValue>,
    /// The target of a redirect, which replaces the response of the error.
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

    /// The same rejection with the realm of one handler.
    pub(crate) fn in_realm(mut self, realm: Option<&str>) -> Self {
        self.0.realm = realm.map(Into::into);
        self
    }

    /// The same rejection, with these headers in `Vary`.
    pub(crate) fn varying_by(mut self, headers: impl Iterator<Item = HeaderName>) -> Self {
        self.0.vary = headers.collect();
        self
    }

    /// The same rejection, which also sets cookies.
    pub(crate) fn with_cookies(mut self, cookies: Vec<HeaderValue>) -> Self {
        self.0.cookies = cookies;
        self
    }

    /// The same rejection, which redirects a browser to a path of this host.
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
            None => error.to_response(&error_responses, realm.as_deref()),
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
