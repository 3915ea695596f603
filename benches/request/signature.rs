//! The least that a protected request can cost: the signature is checked and nothing is read.

use std::sync::Arc;

use aws_lc_rs::hmac;
use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::{StatusCode, request::Parts};
use axum::routing::get;
use base64_simd::{Out, URL_SAFE_NO_PAD};

use crate::tokens::SECRET;

struct Signed;

impl FromRequestParts<Arc<hmac::Key>> for Signed {
    type Rejection = StatusCode;

    async fn from_request_parts(
        parts: &mut Parts,
        key: &Arc<hmac::Key>,
    ) -> Result<Self, StatusCode> {
        let value = parts.headers.get(AUTHORIZATION);
        value
            .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "))
            .and_then(|token| {
                let (signed, signature) = token.rsplit_once('.')?;
                let mut buffer = [0; 32];
                if signature.len() != URL_SAFE_NO_PAD.encoded_length(buffer.len()) {
                    return None;
                }
                let decoded = URL_SAFE_NO_PAD
                    .decode(signature.as_bytes(), Out::from_slice(&mut buffer))
                    .ok()?;
                hmac::verify(key, signed.as_bytes(), decoded).ok()
            })
            .map(|()| Self)
            .ok_or(StatusCode::UNAUTHORIZED)
    }
}

pub(crate) fn router() -> Router {
    let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
    Router::new()
        .route("/", get(async |_: Signed| "ok"))
        .with_state(Arc::new(key))
}
