//! `Rejection`: an `AuthError` with the settings that its response follows.

use std::fmt;
use std::sync::Arc;

use axum::http::header::{CACHE_CONTROL, SET_COOKIE, VARY};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use jwt_syntax::http::token_location::LocationKind;

use super::render::render;
use super::{HandlerResponses, NO_STORE, RequestInfo, ResponseSettings};
use crate::error::AuthError;

/// What a guard rejects a request with: an [`AuthError`] whose response follows the configuration of its `Auth`.
///
/// ```
/// use axum::response::{IntoResponse, Response};
/// use jwt_guard::error::ErrorKind;
/// use jwt_guard::response::Rejection;
///
/// /// A response of one's own for a missing token.
/// fn respond(rejection: Rejection) -> Response {
///     match rejection.error().kind() {
///         ErrorKind::MissingToken => "please log in".into_response(),
///         _ => rejection.into_response(),
///     }
/// }
/// ```
pub struct Rejection(Box<RejectionParts>);

struct RejectionParts {
    error: AuthError,
    settings: Arc<ResponseSettings>,
    of_handler: HandlerResponses,
    request: RequestInfo,
    /// The request headers that could change the decision, for `Vary`.
    vary: Vec<HeaderName>,
    cookies: Vec<HeaderValue>,
    /// The target of a redirect, which replaces the response of the error.
    redirect: Option<Box<str>>,
}

impl Rejection {
    pub(crate) fn new(
        error: AuthError,
        settings: &Arc<ResponseSettings>,
        request: RequestInfo,
    ) -> Self {
        Self(Box::new(RejectionParts {
            error,
            settings: Arc::clone(settings),
            of_handler: HandlerResponses::default(),
            request,
            vary: Vec::new(),
            cookies: Vec::new(),
            redirect: None,
        }))
    }

    /// The same rejection with the settings of one handler.
    pub(crate) fn of_handler(mut self, of_handler: HandlerResponses) -> Self {
        self.0.of_handler = of_handler;
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

    /// The same rejection of a token that was in this location.
    pub(crate) fn located_in(mut self, location: Option<LocationKind>) -> Self {
        self.0.request.location = location;
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
            settings,
            of_handler,
            request,
            vary,
            cookies,
            redirect,
        } = *self.0;
        let mut response = match redirect {
            Some(target) => ([(CACHE_CONTROL, NO_STORE)], Redirect::to(&target)).into_response(),
            None => render(&error, &settings, &request, &of_handler),
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
