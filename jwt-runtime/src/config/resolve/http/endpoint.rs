//! Resolving the settings of the endpoints: their paths, and the members of their bodies.

use jwt_syntax::http::endpoint_path;

use crate::config::{HttpSettings, RefreshTokenLocations, Setting, Settings};

/// The settings of the endpoints.
pub(crate) struct Endpoints {
    pub(crate) are_on: bool,
    pub(crate) paths: Paths,
    /// Whether each is served at exactly its path, and not with a trailing slash too.
    pub(crate) strict_slashes: bool,
    pub(crate) members: CredentialMembers,
    /// The member of a response that holds the access token.
    pub(crate) access_token_key: Box<str>,
    /// The member of a response that holds the refresh token.
    pub(crate) refresh_token_key: Box<str>,
    /// Where requests may carry the refresh token.
    pub(crate) refresh_locations: RefreshTokenLocations,
}

/// The paths of the endpoints below their prefix, without a trailing slash.
pub(crate) struct Paths {
    pub(crate) authenticate: Box<str>,
    pub(crate) verify: Box<str>,
    pub(crate) me: Box<str>,
    pub(crate) keys: Box<str>,
    pub(crate) logout: Box<str>,
    pub(crate) logout_all: Box<str>,
    pub(crate) refresh: Box<str>,
    pub(crate) revoke: Box<str>,
    pub(crate) reauthenticate: Box<str>,
}

/// The members of a login body that hold the usual credentials.
pub(crate) struct CredentialMembers {
    pub(crate) username: Box<str>,
    pub(crate) password: Box<str>,
}

impl Settings {
    /// The settings of the endpoints; `None` if one is invalid.
    pub(in crate::config) fn endpoints(&self, web: &HttpSettings) -> Option<Endpoints> {
        let refresh_token_key = self.refresh_token_key.text()?;
        Some(Endpoints {
            are_on: self.endpoints.is_on()?,
            paths: Paths {
                authenticate: path(&self.path_authenticate)?,
                verify: path(&self.path_verify)?,
                me: path(&self.path_me)?,
                keys: path(&self.path_keys)?,
                logout: path(&self.path_logout)?,
                logout_all: path(&self.path_logout_all)?,
                refresh: path(&self.path_refresh)?,
                revoke: path(&self.path_revoke)?,
                reauthenticate: path(&self.path_reauthenticate)?,
            },
            strict_slashes: self.strict_slashes.is_on()?,
            members: CredentialMembers {
                username: self.username_key.text()?,
                password: self.password_key.text()?,
            },
            access_token_key: self.access_token_key.text()?,
            refresh_locations: self.refresh_locations(web, &refresh_token_key)?,
            refresh_token_key,
        })
    }
}

/// A path without its trailing slash.
fn path(setting: &Setting<String>) -> Option<Box<str>> {
    endpoint_path::parse(setting.get()?).ok().map(Into::into)
}
