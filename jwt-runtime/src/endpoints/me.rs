//! `GET /me`: returns the user of the token.

use serde::Serialize;

use super::{MaySeeThemselves, NoStore};
use crate::config::AuthConfig;
use crate::error::AuthError;
use crate::grant::UserOf;
use crate::guard::{Admission, FromAdmission, Guard};

#[derive(Serialize)]
pub(super) struct MeResponse<U> {
    me: U,
}

pub(super) async fn me<C: AuthConfig>(
    Guard(OwnUser(me), ..): Guard<MaySeeThemselves, OwnUser<C>>,
) -> NoStore<MeResponse<UserOf<C>>> {
    NoStore(MeResponse { me })
}

/// The user from the backend, for any type of user.
pub(super) struct OwnUser<C: AuthConfig>(UserOf<C>);

impl<C: AuthConfig> FromAdmission<C> for OwnUser<C> {
    async fn take(admission: Admission<'_, C>) -> Result<Self, AuthError> {
        admission
            .user()
            .await?
            .map(Self)
            .ok_or(AuthError::MissingToken)
    }
}
