//! `GET /me`: returns the user of the token.

use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;
use serde::Serialize;

use super::policies::MaySeeThemselves;
use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::error::AuthError;
use crate::grant::UserOf;
use crate::guard::{Admission, FromAdmission, Guard, reject_at};
use crate::response::no_store;
use crate::response::{Endpoint, Me, Rejection};

pub(super) async fn me<C: AuthConfig>(
    Guard(OwnUser(user), ..): Guard<MaySeeThemselves, OwnUser<C>>,
    State(auth): State<Auth<C>>,
    parts: Parts,
) -> Result<Response, Rejection>
where
    UserOf<C>: Serialize,
{
    match Me::new(&user) {
        Ok(me) => Ok(no_store(auth.response_settings().renderer().me(&me))),
        Err(error) => {
            tracing::error!(%error, "the user cannot be serialised");
            let error = AuthError::misconfigured("a user of the backend cannot be serialised");
            Err(reject_at(&auth, Endpoint::Me, &parts, error))
        }
    }
}

/// The user from the backend, for any type of user.
pub(super) struct OwnUser<C: AuthConfig>(UserOf<C>);

impl<C: AuthConfig> FromAdmission<C> for OwnUser<C> {
    async fn take(admission: Admission<'_, C>) -> Result<Self, AuthError> {
        admission
            .user()
            .await?
            .map(Self)
            .ok_or_else(AuthError::missing_token)
    }
}
