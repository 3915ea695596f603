//! `POST /refresh`: issues new tokens for a refresh token (RFC 6749 §6).

use axum::response::{IntoResponse, Response};

use super::refreshed_session::RefreshedSession;
use crate::config::AuthConfig;
use crate::endpoints::form::next;
use crate::endpoints::policies::MayRefresh;
use crate::guard::Guard;

pub(in crate::endpoints) async fn refresh<C: AuthConfig>(
    _: Guard<MayRefresh>,
    session: RefreshedSession<C>,
) -> Response {
    match session.issue().await {
        // The user of a page cannot do anything with JSON.
        Ok(grant) if session.is_of_page() => {
            let requested_next = session.requested_next();
            let next = next(requested_next.as_deref());
            grant.redirecting_to(Some(next)).into_response()
        }
        Ok(grant) => grant.into_response(),
        Err(error) => session.reject(error).into_response(),
    }
}
