//! `GET /me`: the user whom the token is about.

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

/// The backend's user, whatever its type: the configuration is not known here, only that it has one.
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
