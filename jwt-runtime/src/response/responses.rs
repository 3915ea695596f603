//! `Responses`: the trait of a renderer.

use std::sync::Arc;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Serialize, Serializer};

use super::{LoginGrant, Me, Refusal};

/// Renders refusals and the responses of the endpoints, for the whole service or for one handler. Each method has a default.
///
/// Set a renderer with `#[auth(responses = MyResponses)]`, which needs [`Default`], or as a value on the builder of an `Auth`.
/// A handler may have one of its own: `#[protected(responses = MyResponses)]`.
///
/// A renderer decides on status, body and further headers. The library then adds what a client or a cache needs to be right:
/// `Cache-Control: no-store`, `Vary`, cookies and, unless the renderer has set them, the challenge (`WWW-Authenticate`) and
/// `Retry-After`.
///
/// ```
/// use axum::Json;
/// use axum::http::StatusCode;
/// use axum::response::{IntoResponse, Response};
/// use jwt_guard::error::Reason;
/// use jwt_guard::prelude::*;
/// use jwt_guard::response::{Refusal, Responses};
/// use jwt_guard::token::TokenError;
/// use serde_json::json;
///
/// #[derive(Default)]
/// struct Envelope;
///
/// impl Responses for Envelope {
///     fn refusal(&self, refusal: &Refusal<'_>) -> Response {
///         let message = match refusal.reason() {
///             Reason::InvalidToken(TokenError::Expired) => "please sign in again".into(),
///             _ => refusal.description(),
///         };
///         let body = json!({ "ok": false, "code": refusal.code(), "message": message });
///         (refusal.status(), Json(body)).into_response()
///     }
/// }
///
/// #[derive(AuthConfig)]
/// #[auth(responses = Envelope)]
/// struct Api {
///     secret: Secret,
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not render responses",
    label = "this is no renderer",
    note = "implement `jwt_guard::response::Responses` for `{Self}`; each of its methods has a default"
)]
pub trait Responses: Send + Sync + 'static {
    /// The response to a refused request. The default is that of [`OAuth`](super::OAuth). CORS preflights are no refusals, and
    /// have no body.
    fn refusal(&self, refusal: &Refusal<'_>) -> Response {
        let description = refusal.description();
        let body = RefusalBody {
            code: refusal.code(),
            key: refusal.message_key(),
            text: &description,
        };
        (refusal.status(), Json(body)).into_response()
    }

    /// The response that hands out the tokens of a login.
    fn login(&self, grant: &LoginGrant) -> Response {
        Json(grant.body()).into_response()
    }

    /// The response that hands out the tokens of a refresh; by default that of [`login`](Self::login).
    fn refresh(&self, grant: &LoginGrant) -> Response {
        self.login(grant)
    }

    /// The response that hands out the token of a re-authentication; by default that of [`login`](Self::login).
    fn reauthenticate(&self, grant: &LoginGrant) -> Response {
        self.login(grant)
    }

    /// The response to `GET /verify` with a valid token: `{"valid": true}`.
    fn verify(&self) -> Response {
        Json(Verified { valid: true }).into_response()
    }

    /// The response to `GET /me`: `{"me": {..}}`.
    fn me(&self, me: &Me<'_>) -> Response {
        Json(me).into_response()
    }

    /// The response to a logout, of one session or of all: 204 without a body. After a form of a page, the library redirects
    /// instead.
    fn logout(&self) -> Response {
        StatusCode::NO_CONTENT.into_response()
    }

    /// The response to a revocation: 200 without a body ([RFC 7009 §2.2]).
    ///
    /// [RFC 7009 §2.2]: https://www.rfc-editor.org/rfc/rfc7009#section-2.2
    fn revoke(&self) -> Response {
        StatusCode::OK.into_response()
    }
}

#[derive(Serialize)]
struct Verified {
    valid: bool,
}

/// The renderer of a configuration.
pub type SharedResponses = Arc<dyn Responses>;

/// The renderer of a configuration with `responses = R`.
#[must_use]
pub fn shared_responses<R: Responses + Default>() -> Option<SharedResponses> {
    Some(Arc::new(R::default()))
}

struct RefusalBody<'a> {
    code: &'a str,
    key: &'a str,
    text: &'a str,
}

const CODE_KEY: &str = "error";

impl Serialize for RefusalBody<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let code = (self.key != CODE_KEY).then_some((CODE_KEY, self.code));
        serializer.collect_map(code.into_iter().chain([(self.key, self.text)]))
    }
}
