//! `GET /keys`: the public keys, for services that verify the tokens of this one.

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Json};

use super::policies::MayReadKeys;
use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::guard::Guard;

/// How long a client may cache the keys: 300 seconds. Publish a new key at least that long before it signs.
const MAX_AGE: &str = "public, max-age=300";

pub(super) async fn keys<C: AuthConfig>(
    _: Guard<MayReadKeys>,
    State(auth): State<Auth<C>>,
) -> impl IntoResponse {
    // RFC 7517 §8.5
    let headers = [
        (
            CONTENT_TYPE,
            HeaderValue::from_static("application/jwk-set+json"),
        ),
        (CACHE_CONTROL, HeaderValue::from_static(MAX_AGE)),
    ];
    (headers, Json(auth.keys().public_set(auth.now())))
}
