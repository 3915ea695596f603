//! The tokens of a login, as all four libraries hand them out.

use axum::Json;
use axum::response::{IntoResponse, Response};

use crate::response::LoginGrant;

/// The tokens of a grant and nothing else, as all four libraries have it.
pub(super) fn tokens(grant: &LoginGrant) -> Response {
    Json(grant.body().new_tokens()).into_response()
}
