//! Resolving the settings of the endpoints: their paths, and the members of their bodies.

use jwt_syntax::http::endpoint_path;

use crate::config::{HttpSettings, Setting, Settings};
use crate::token_location::RefreshTokenLocations;

/// The settings of the endpoints. They are not in `endpoints`, as an `Auth` holds them for its handlers, and the guard reads
/// which paths are those of a logout.
pub(crate) struct Endpoints {
    pub(crate) are_on: bool,
    pub(crate) paths: Paths,
    /// Whether each is served at exactly its path, and not with a trailing slash too.
    pub(crate) strict_slashes: bool,
    pub(crate) members: CredentialMembers,
    /// Whether a login needs a `Content-Type` that says what its body is.
    pub(crate) login_content_type: bool,
    /// The member of a response that holds the access token.
    pub(crate) access_token_key: Box<str>,
    /// The member of a response that holds the refresh token.
    pub(crate) refresh_token_key: Box<str>,
    /// Where requests may carry the refresh token.
    pub(crate) refresh_locations: RefreshTokenLocations,
}

/// The paths of the endpoints below their prefix, without a trailing slash; `None` for one that is off.
pub(crate) struct Paths {
    pub(crate) authenticate: Option<Box<str>>,
    pub(crate) verify: Option<Box<str>>,
    pub(crate) me: Option<Box<str>>,
    pub(crate) keys: Option<Box<str>>,
    pub(crate) logout: Option<Box<str>>,
    pub(crate) logout_all: Option<Box<str>>,
    pub(crate) refresh: Option<Box<str>>,
    pub(crate) revoke: Option<Box<str>>,
    pub(crate) reauthenticate: Option<Box<str>>,
}

impl Paths {
    /// Whether no two endpoints share a path, with different methods.
    pub(crate) fn differ(&self) -> bool {
        let all = [
            &self.authenticate,
            &self.verify,
            &self.me,
            &self.keys,
            &self.logout,
            &self.logout_all,
            &self.refresh,
            &self.revoke,
            &self.reauthenticate,
        ];
        let mut paths: Vec<_> = all.into_iter().flatten().collect();
        let count = paths.len();
        paths.sort_unstable();
        paths.dedup();
        paths.len() == count
    }
}

/// The members of a login body that hold the usual credentials.
pub(crate) struct CredentialMembers {
    pub(crate) username: Box<str>,
    pub(crate) password: Box<str>,
    /// Whether there may be no others.
    pub(crate) are_all: bool,
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
                are_all: self.exact_credentials.is_on()?,
            },
            login_content_type: self.login_content_type.is_on()?,
            access_token_key: self.access_token_key.text()?,
            refresh_locations: self.refresh_locations(web, &refresh_token_key)?,
            refresh_token_key,
        })
    }
}

/// A path without its trailing slash; the inner `None` if the endpoint is off.
fn path(setting: &Setting<String>) -> Option<Option<Box<str>>> {
    match setting.get()?.as_str() {
        endpoint_path::OFF => Some(None),
        path => Some(Some(endpoint_path::parse(path).ok()?.into())),
    }
}
