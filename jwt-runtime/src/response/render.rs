//! Rendering a refusal: the response of the renderer, and what the library adds to it.

use axum::http::header::{
    CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE,
};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use jwt_syntax::choice::Challenges;

use super::{HandlerResponses, NO_STORE, Refusal, RequestInfo, ResponseSettings};
use crate::error::{AuthError, Challenge, ErrorKind, Reason, SCHEME};

/// The response to a refusal, by the settings of the configuration and of the handler.
pub(super) fn render(
    error: &AuthError,
    settings: &ResponseSettings,
    request: &RequestInfo,
    of_handler: &HandlerResponses,
) -> Response {
    log(error);
    respond(error, settings, request, of_handler)
}

fn respond(
    error: &AuthError,
    settings: &ResponseSettings,
    request: &RequestInfo,
    of_handler: &HandlerResponses,
) -> Response {
    // No refusal, so that a renderer cannot get in the way of CORS.
    if error.kind() == ErrorKind::Preflight {
        return error.status().into_response();
    }
    let refusal = Refusal {
        error,
        detail: of_handler.detail.unwrap_or(settings.detail),
        message_key: &settings.message_key,
        names: of_handler.names.as_deref().unwrap_or(&settings.names),
        request,
    };
    let mut response = of_handler
        .responses
        .unwrap_or_else(|| settings.renderer())
        .refusal(&refusal);
    let realm = of_handler.realm.as_deref().unwrap_or(&settings.realm);
    let challenges = of_handler.challenge.as_ref().unwrap_or(&settings.challenge);
    add_headers(
        &refusal,
        challenge(error.reason(), challenges, realm),
        &mut response,
    );
    response
}

/// The challenge for a reason, if the setting `challenge` allows one.
fn challenge(reason: &Reason, challenges: &Challenges, realm: &str) -> Option<Challenge> {
    let scheme = match challenges {
        Challenges::Off => return None,
        Challenges::AbsentToken | Challenges::AbsentTokenScheme(_)
            if !matches!(reason, Reason::MissingToken(_)) =>
        {
            return None;
        }
        Challenges::AbsentToken | Challenges::Always => SCHEME,
        Challenges::Scheme(scheme) | Challenges::AbsentTokenScheme(scheme) => scheme,
    };
    Challenge::of(reason, &Challenge::new(scheme, realm))
}

/// Adds the headers without which a response would mislead a client or a cache.
fn add_headers(refusal: &Refusal<'_>, challenge: Option<Challenge>, response: &mut Response) {
    let error = refusal.error;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, NO_STORE);
    if let Some(challenge) = challenge {
        let challenge = match error.kind() {
            ErrorKind::InvalidToken if refusal.is_full() => {
                challenge.description(&refusal.description())
            }
            _ => challenge,
        };
        headers
            .entry(WWW_AUTHENTICATE)
            .or_insert_with(|| challenge.into());
    }
    if error.kind() == ErrorKind::BodyTimeout {
        // The rest of the body must not be read as the next request. hyper leaves the header out of HTTP/2, which forbids it
        // (RFC 9113 §8.2.2) and does not need it: there, streams end one by one.
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    if let Some(retry_after) = error.retry_after() {
        headers
            .entry(RETRY_AFTER)
            .or_insert_with(|| retry_after.as_secs().into());
    }
}

fn log(error: &AuthError) {
    match error.reason() {
        Reason::InvalidToken(reason) => tracing::debug!(%reason, "refused an access token"),
        Reason::Misconfigured(reason) => tracing::error!(%reason, "refused a request"),
        reason => tracing::debug!(code = error.code(), %reason, "refused a request"),
    }
}

/// The response of a handler that returns the error itself. A `GuardedRouter` renders it anew, by the renderer of the
/// configuration or of the handler.
impl IntoResponse for AuthError {
    fn into_response(self) -> Response {
        let settings = ResponseSettings::default();
        let of_handler = HandlerResponses::default();
        let mut response = render(&self, &settings, &RequestInfo::default(), &of_handler);
        response.extensions_mut().insert(ReturnedError(self));
        response
    }
}

/// The error that a handler returned, in the extensions of its response.
#[derive(Clone)]
struct ReturnedError(AuthError);

/// The headers that a rendering decides on. All others of a response come from the handler.
const RENDERED: [HeaderName; 6] = [
    CACHE_CONTROL,
    CONNECTION,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    RETRY_AFTER,
    WWW_AUTHENTICATE,
];

/// The error that a handler returned, taken from its response.
#[inline]
pub(crate) fn returned_error(response: &mut Response) -> Option<AuthError> {
    // Most responses have no extensions, and need no look-up.
    if response.extensions().is_empty() {
        return None;
    }
    let returned = response.extensions_mut().remove();
    returned.map(|ReturnedError(error)| error)
}

/// Renders the error anew that a handler returned. What the handler has added to the response stays.
#[cold]
pub(crate) fn render_returned(
    error: &AuthError,
    mut response: Response,
    settings: &ResponseSettings,
    request: &RequestInfo,
    of_handler: &HandlerResponses,
) -> Response {
    let mut rendered = respond(error, settings, request, of_handler);
    if response.status() != error.status() {
        *rendered.status_mut() = response.status();
    }
    for (name, value) in response.headers() {
        if !RENDERED.contains(name) {
            rendered.headers_mut().append(name.clone(), value.clone());
        }
    }
    rendered
        .extensions_mut()
        .extend(std::mem::take(response.extensions_mut()));
    rendered
}
