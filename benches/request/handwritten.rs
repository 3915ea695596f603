//! The candidates on `jsonwebtoken`: as an experienced user of axum writes them, with nothing prepared on a request that
//! could be prepared before.

use std::hint::black_box;
use std::sync::Arc;

use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{StatusCode, request::Parts};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde::Deserialize;

use crate::tokens::{ISSUER, LEEWAY, SCOPE, SECRET};

/// The state of the router.
struct Verification {
    key: DecodingKey,
    validation: Validation,
}

impl Verification {
    fn new() -> Arc<Self> {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_required_spec_claims(&["exp", "iss", "sub"]);
        validation.validate_nbf = true;
        validation.leeway = LEEWAY;
        Arc::new(Self {
            key: DecodingKey::from_secret(SECRET.as_bytes()).expect("the secret is not empty"),
            validation,
        })
    }
}

/// The claims of a verified token: those that `Claims<Membership>` has.
#[derive(Deserialize)]
#[expect(dead_code, reason = "read by serde, for handlers that need them")]
pub(crate) struct User {
    iss: String,
    pub(crate) sub: String,
    exp: i64,
    nbf: i64,
    iat: i64,
    jti: String,
    scope: String,
    pub(crate) plan: String,
}

impl User {
    /// What `jsonwebtoken` checks itself.
    pub(crate) fn is_valid(&self, issuer: &str, now: i64, leeway: i64) -> bool {
        self.iss == issuer && now < self.exp + leeway && now >= self.nbf - leeway
    }

    fn may(&self, scope: &str) -> bool {
        self.scope.split(' ').any(|granted| granted == scope)
    }
}

enum Refused {
    Unauthorized,
    Forbidden,
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self {
            Self::Unauthorized => {
                (StatusCode::UNAUTHORIZED, [(WWW_AUTHENTICATE, "Bearer")]).into_response()
            }
            Self::Forbidden => StatusCode::FORBIDDEN.into_response(),
        }
    }
}

impl FromRequestParts<Arc<Verification>> for User {
    type Rejection = Refused;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &Arc<Verification>,
    ) -> Result<Self, Refused> {
        let token = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .ok_or(Refused::Unauthorized)?;
        decode::<Self>(token, &state.key, &state.validation)
            .map(|data| data.claims)
            .map_err(|_| Refused::Unauthorized)
    }
}

/// A user whose token grants [`SCOPE`].
struct Reader;

impl FromRequestParts<Arc<Verification>> for Reader {
    type Rejection = Refused;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &Arc<Verification>,
    ) -> Result<Self, Refused> {
        let user = User::from_request_parts(parts, state).await?;
        user.may(SCOPE).then_some(Self).ok_or(Refused::Forbidden)
    }
}

async fn whoami(user: User) -> &'static str {
    black_box((&user.sub, &user.plan));
    "ok"
}

async fn reports(_: Reader) -> &'static str {
    "ok"
}

pub(crate) fn claims_router() -> Router {
    Router::new()
        .route("/", get(whoami))
        .with_state(Verification::new())
}

pub(crate) fn scoped_router() -> Router {
    Router::new()
        .route("/", get(reports))
        .with_state(Verification::new())
}
