//! What a session remembers of its login.

use serde::{Deserialize, Serialize};

use super::{Session, StoreError};
use crate::user::Authentication;

/// The text in [`Session::details`], as JSON.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Details {
    /// When the user authenticated, in seconds since the Unix epoch.
    pub(crate) auth_time: i64,
    #[serde(flatten)]
    pub(crate) authentication: Authentication,
    /// What was granted, with spaces between scopes: no token of the session grants more.
    pub(crate) scope: String,
}

impl Details {
    pub(crate) fn written(&self) -> Result<String, StoreError> {
        serde_json::to_string(self).map_err(StoreError::unexpected)
    }

    pub(crate) fn of(session: &Session) -> Result<Self, StoreError> {
        serde_json::from_str(&session.details).map_err(StoreError::unexpected)
    }
}
