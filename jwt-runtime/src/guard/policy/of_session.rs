//! The policies for an access token that comes with a request to refresh or to end its session.

use jwt_syntax::choice::DangerouslyOff;

use super::{Access, Overrides, PolicySpec};
use crate::config::RevocationReach;

/// For an access token of a session that continues: the token may have expired or been revoked.
pub(crate) const OF_ANY_AGE: &PolicySpec =
    &PolicySpec::new("jwt_guard::endpoints", Access::Protected)
        .optional()
        .overriding(&ANY_AGE);

/// For an access token of a session that is to be ended.
pub(crate) const FOR_REVOCATION: &PolicySpec = &OF_ANY_AGE.for_revocation();

impl PolicySpec {
    /// The policy by which the layer around the handler reads requests. If the handler takes a refresh token, an access token
    /// may come beside it.
    pub(crate) const fn of_layer(&'static self) -> &'static Self {
        match self.takes_refresh_token() {
            true => OF_ANY_AGE,
            false => self,
        }
    }
}

static ANY_AGE: Overrides = Overrides::NONE
    .verify_exp(DangerouslyOff::TEXT)
    .revocation(RevocationReach::Off);
