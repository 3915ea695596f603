//! From settings to the endpoints: whether there are any, where they are, and what their bodies look like.

use jwt_syntax::path;
use jwt_syntax::setting::{
    DEFAULT_PASSWORD_KEY, DEFAULT_USERNAME_KEY, Kind, OTHER_LOGIN_MEMBERS, setting,
};

use super::{Problem, RefreshPlaces, Setting, Settings};
use crate::guard::Web;

/// How the endpoints are served.
pub(crate) struct Endpoints {
    pub(crate) are_on: bool,
    pub(crate) paths: Paths,
    pub(crate) members: CredentialMembers,
    /// The member of an answer with the access token.
    pub(crate) access_token_key: Box<str>,
    /// The member of an answer with the refresh token.
    pub(crate) refresh_token_key: Box<str>,
    /// Where requests bring it back.
    pub(crate) refresh_places: RefreshPlaces,
}

/// Where the endpoints are, below their prefix, without a slash at the end.
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

/// The members of the usual credentials in a body.
pub(crate) struct CredentialMembers {
    pub(crate) username: Box<str>,
    pub(crate) password: Box<str>,
}

impl Settings {
    /// How the endpoints are served. `has_usual_credentials` says whether the names of their members mean anything.
    pub(super) fn endpoints(
        &self,
        has_usual_credentials: bool,
        web: &Web,
        problems: &mut Vec<Problem>,
    ) -> Endpoints {
        let mut taken = Vec::new();
        let mut path = |setting: &Setting<String>| self.path(setting, &mut taken, problems);
        let paths = Paths {
            authenticate: path(&self.path_authenticate),
            verify: path(&self.path_verify),
            me: path(&self.path_me),
            keys: path(&self.path_keys),
            logout: path(&self.path_logout),
            logout_all: path(&self.path_logout_all),
            refresh: path(&self.path_refresh),
            revoke: path(&self.path_revoke),
            reauthenticate: path(&self.path_reauthenticate),
        };
        let members = self.members(has_usual_credentials, problems);
        let access_token_key = name(&self.access_token_key, "access_token", problems);
        let refresh_token_key = name(&self.refresh_token_key, "refresh_token", problems);
        for (setting, key, other) in [
            (&self.access_token_key, &access_token_key, None),
            (
                &self.refresh_token_key,
                &refresh_token_key,
                Some(&access_token_key),
            ),
        ] {
            if OTHER_LOGIN_MEMBERS.contains(&&**key) || other == Some(key) {
                problems.push(setting.problem(
                    format!("`{key}`, which is another member of the answer"),
                    "a name of its own",
                ));
            }
        }
        Endpoints {
            are_on: self.endpoints.value().copied().unwrap_or(true),
            paths,
            members,
            access_token_key,
            refresh_places: self.refresh_places(web, &refresh_token_key, problems),
            refresh_token_key,
        }
    }

    fn path(
        &self,
        setting: &Setting<String>,
        taken: &mut Vec<(&'static str, Box<str>)>,
        problems: &mut Vec<Problem>,
    ) -> Box<str> {
        let given = setting
            .value()
            .map_or(default_path(setting.name()), String::as_str);
        let path = match path::parse(given) {
            Ok(path) => Box::from(path),
            Err(error) => {
                problems.push(setting.problem(
                    format!("`{}` ({error})", given.escape_debug()),
                    "a path such as `/login`",
                ));
                return given.into();
            }
        };
        if let Some((other, _)) = taken.iter().find(|(_, other)| *other == path) {
            problems.push(setting.problem(
                format!("`{path}`, as in `{other}`"),
                "another path for each endpoint",
            ));
        }
        taken.push((setting.name(), path.clone()));
        path
    }

    fn members(
        &self,
        has_usual_credentials: bool,
        problems: &mut Vec<Problem>,
    ) -> CredentialMembers {
        let members = CredentialMembers {
            username: name(&self.username_key, DEFAULT_USERNAME_KEY, problems),
            password: name(&self.password_key, DEFAULT_PASSWORD_KEY, problems),
        };
        if members.username == members.password {
            problems.push(self.password_key.problem(
                format!("`{}`, as in `username_key`", members.password),
                "another member for each of the two",
            ));
        }
        for setting in [&self.username_key, &self.password_key] {
            if setting.value().is_some() && !has_usual_credentials {
                problems.push(setting.problem(
                    "a name, while the backend takes credentials of its own",
                    "the names in that type, such as by `#[serde(rename = \"..\")]`",
                ));
            }
        }
        members
    }
}

fn default_path(name: &str) -> &'static str {
    match setting(name).map(|setting| setting.kind) {
        Some(Kind::Path { default }) => default,
        _ => "/",
    }
}

/// The name of a member.
fn name(setting: &Setting<String>, default: &str, problems: &mut Vec<Problem>) -> Box<str> {
    let name = setting.value().map_or(default, String::as_str);
    if name.is_empty() {
        problems.push(setting.problem("an empty name", "the name of a member"));
    }
    name.into()
}
