//! Handlers behind an extractor written by hand.

use std::sync::Arc;

use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

pub type Routes = Router<Arc<Sessions>>;

/// Who holds which token: stands in for the verification, which would be compiled once.
pub struct Sessions(pub Vec<(String, String)>);

/// Whoever sent the token of the request.
pub struct User {
    pub subject: String,
}

impl FromRequestParts<Arc<Sessions>> for User {
    type Rejection = StatusCode;

    async fn from_request_parts(
        parts: &mut Parts,
        sessions: &Arc<Sessions>,
    ) -> Result<Self, StatusCode> {
        let token = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .ok_or(StatusCode::UNAUTHORIZED)?;
        let session = sessions.0.iter().find(|session| session.0 == token);
        let subject = session.ok_or(StatusCode::UNAUTHORIZED)?.1.clone();
        Ok(Self { subject })
    }
}

pub fn app(sessions: Sessions) -> Router {
    routes().with_state(Arc::new(sessions))
}
