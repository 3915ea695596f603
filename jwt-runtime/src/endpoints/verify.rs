//! `GET /verify`: reports whether the token is valid.

use axum::extract::State;
use axum::response::Response;

use super::policies::MayVerify;
use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::guard::Guard;
use crate::response::no_store;

/// The guard refuses an invalid token before, even with `enforce = "dangerously-off"`.
pub(super) async fn verify<C: AuthConfig>(
    _: Guard<MayVerify>,
    State(auth): State<Auth<C>>,
) -> Response {
    no_store(auth.response_settings().renderer().verify())
}
