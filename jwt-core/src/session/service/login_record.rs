//! `LoginRecord`: what a session remembers of its login.

use serde::{Deserialize, Serialize};

use crate::session::record::Session;
use crate::session::store::StoreError;
use crate::token::Authentication;

/// What a session remembers of its login: JSON in [`Session::details`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LoginRecord {
    /// When the user authenticated, in seconds since the Unix epoch.
    pub auth_time: i64,
    /// How the user authenticated.
    #[serde(flatten)]
    pub authentication: Authentication,
    /// The scopes that were granted, separated by spaces: no token of the session grants more.
    pub scope: String,
}

impl LoginRecord {
    #[doc(hidden)]
    pub fn to_text(&self) -> Result<String, StoreError> {
        serde_json::to_string(self).map_err(StoreError::unexpected)
    }

    #[doc(hidden)]
    pub fn of_session(session: &Session) -> Result<Self, StoreError> {
        serde_json::from_str(&session.details).map_err(StoreError::unexpected)
    }
}
