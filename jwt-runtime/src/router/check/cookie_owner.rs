//! The check that no two logins below a router use the same cookie names, which would log each other out.

use jwt_syntax::choice::Preset;
use jwt_syntax::http::cookie::is_same;
use jwt_syntax::setting::{is_named_by_instance, key, named_by_instance};

use crate::auth::Auth;
use crate::config::{AuthConfig, Delivery};

/// An `Auth` whose login sets cookies.
#[derive(Debug, Clone)]
pub(in crate::router) struct CookieOwner {
    config: &'static str,
    /// Identifies the `Auth`, also among several of the same configuration.
    auth: usize,
    instance: Option<Box<str>>,
    preset: Preset,
    names: Vec<Name>,
}

/// The name of a cookie.
#[derive(Debug, Clone)]
struct Name {
    anywhere: Box<str>,
    /// The name over plain HTTP on the loopback interface.
    locally: Box<str>,
}

impl CookieOwner {
    /// `None` if tokens are delivered in bodies only.
    pub(in crate::router) fn of<C: AuthConfig>(auth: &Auth<C>) -> Option<Self> {
        let web = auth.http_settings();
        let cookies = &web.cookies;
        let name = |name: &str| Name {
            anywhere: name.into(),
            locally: cookies.locally(name).into(),
        };
        (web.delivery != Delivery::Body).then(|| Self {
            config: C::NAME,
            auth: auth.id(),
            instance: cookies.instance.clone(),
            preset: cookies.preset,
            names: cookies.names().map(name).collect(),
        })
    }

    /// The problems of owners that share a cookie name.
    pub(in crate::router) fn problems(owners: &[Self]) -> Vec<String> {
        let mut problems = Vec::new();
        let mut earlier: Vec<&Self> = Vec::new();
        for owner in owners {
            for other in earlier.iter().filter(|other| other.auth != owner.auth) {
                problems.extend(owner.shared(other).map(|(name, theirs)| {
                    format!(
                        "the logins of `{}` and `{}` both set the cookie `{name}`, and would log each other out; {}",
                        other.config,
                        owner.config,
                        owner.advice(name, other, theirs),
                    )
                }));
            }
            earlier.push(owner);
        }
        problems
    }

    /// The first cookie name that both use, as each of them configures it.
    fn shared<'a>(&'a self, other: &'a Self) -> Option<(&'a str, &'a str)> {
        self.names.iter().find_map(|ours| {
            let theirs = other.names.iter().find(|theirs| {
                is_same(&theirs.anywhere, &ours.anywhere) || is_same(&theirs.locally, &ours.locally)
            })?;
            Some((&*ours.anywhere, &*theirs.anywhere))
        })
    }

    /// How to change the configuration, so that the names differ.
    fn advice(&self, name: &str, other: &Self, theirs: &str) -> String {
        let has_default = |owner: &Self, name| {
            is_named_by_instance(name, owner.preset, owner.instance.as_deref())
        };
        let owners = match (has_default(other, theirs), has_default(self, name)) {
            (true, true) if self.config == other.config => {
                return format!(
                    "give `{}` the field `instance: Option<String>`, and each of the two a value of its own in it, such as \
                     `admin`: the cookies of that one are then called `{}` and so on",
                    self.config,
                    self.example("admin"),
                );
            }
            (true, true) => format!("`{}` or of `{}`", other.config, self.config),
            (true, false) => format!("`{}`", other.config),
            (false, true) => format!("`{}`", self.config),
            (false, false) => {
                return "give one of them another name in `cookie_access_name`, `cookie_refresh_name`, \
                        `cookie_split_signature_name`, `csrf_cookie` or `csrf_refresh_cookie`, where it says this one"
                    .into();
            }
        };
        // An instance name that neither of them has.
        let is_admin = |owner: &Self| owner.instance.as_deref() == Some("admin");
        let instance = match is_admin(self) || is_admin(other) {
            true => "partners",
            false => "admin",
        };
        format!(
            "write `instance = {instance:?}` in the `#[auth(..)]` of {owners}: its cookies are then called `{}` and so on",
            self.example(instance),
        )
    }

    /// The name of a cookie in an instance of this name.
    fn example(&self, instance: &str) -> String {
        let name = named_by_instance(key::cookie_access_name, self.preset, Some(instance));
        name.unwrap_or_default()
    }
}
