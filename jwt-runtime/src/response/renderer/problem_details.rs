//! `ProblemDetails`: refusals as RFC 9457 describes them.

use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::response::{Refusal, Responses};

/// Refusals as `application/problem+json` ([RFC 9457]).
///
/// ```json
/// {
///     "type": "tag:jwt-guard,2026:invalid_token",
///     "title": "the access token is expired, malformed or not valid here",
///     "status": 401,
///     "code": "invalid_token"
/// }
/// ```
///
/// `type` is stable for a code, `title` for a kind. `detail` follows if more may be said: with `error_detail = "full"`, or for
/// a malformed request.
///
/// ```
/// use jwt_guard::prelude::*;
/// use jwt_guard::response::ProblemDetails;
///
/// #[derive(AuthConfig)]
/// #[auth(responses = ProblemDetails)]
/// struct Api {
///     secret: Secret,
/// }
/// ```
///
/// [RFC 9457]: https://www.rfc-editor.org/rfc/rfc9457
#[derive(Debug, Clone, Copy, Default)]
pub struct ProblemDetails;

/// A `tag:` URI (RFC 4151): it identifies, and nothing has to be served at it (RFC 9457 §3.1.1).
const TYPES: &str = "tag:jwt-guard,2026:";

#[derive(Serialize)]
struct Problem<'a> {
    r#type: String,
    title: &'static str,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    code: &'static str,
}

impl Responses for ProblemDetails {
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        let (title, description) = (refusal.kind().description(), refusal.description());
        let problem = Problem {
            r#type: format!("{TYPES}{}", refusal.code()),
            title,
            status: refusal.status().as_u16(),
            detail: (*description != *title).then_some(&*description),
            code: refusal.code(),
        };
        // Texts and numbers can always be written.
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = (refusal.status(), Body::from(body)).into_response();
        let media_type = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(CONTENT_TYPE, media_type);
        response
    }
}
