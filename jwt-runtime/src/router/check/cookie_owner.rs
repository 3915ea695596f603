//! Who hands out which cookies below a router: two logins that use one name would log each other out.

use jwt_syntax::http::cookie::is_same;
use jwt_syntax::setting::{is_named_by_instance, key, named_by_instance};

use crate::auth::Auth;
use crate::config::{AuthConfig, Delivery};

/// An `Auth` whose login hands out cookies.
#[derive(Debug, Clone)]
pub(in crate::router) struct CookieOwner {
    config: &'static str,
    /// What tells it from another `Auth` of the same configuration.
    auth: usize,
    instance: Option<Box<str>>,
    names: Vec<Name>,
}

/// What a cookie is called.
#[derive(Debug, Clone)]
struct Name {
    anywhere: Box<str>,
    /// Over plain HTTP on this machine.
    locally: Box<str>,
}

impl CookieOwner {
    /// None if tokens are handed out in bodies alone.
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
            names: cookies.names().map(name).collect(),
        })
    }

    /// What is wrong with owners that share a name.
    pub(in crate::router) fn problems(owners: &[Self]) -> Vec<String> {
        let mut problems = Vec::new();
        let mut earlier: Vec<&Self> = Vec::new();
        for owner in owners {
            for other in earlier.iter().filter(|other| other.auth != owner.auth) {
                problems.extend(owner.shared(other).map(|(name, theirs)| {
                    format!(
                        "the logins of `{}` and `{}` both hand out the cookie `{name}`, and would log each other out; {}",
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

    /// The first name of both, as each of them has it.
    fn shared<'a>(&'a self, other: &'a Self) -> Option<(&'a str, &'a str)> {
        self.names.iter().find_map(|ours| {
            let theirs = other.names.iter().find(|theirs| {
                is_same(&theirs.anywhere, &ours.anywhere) || is_same(&theirs.locally, &ours.locally)
            })?;
            Some((&*ours.anywhere, &*theirs.anywhere))
        })
    }

    /// What to write, so that `name` is no longer the one that the other has too.
    fn advice(&self, name: &str, other: &Self, theirs: &str) -> String {
        let has_default =
            |owner: &Self, name| is_named_by_instance(name, owner.instance.as_deref());
        let whose = match (has_default(other, theirs), has_default(self, name)) {
            (true, true) if self.config == other.config => {
                return format!(
                    "give `{}` the field `instance: Option<String>`, and each of the two a value of its own in it, such as \
                     `admin`: the cookies of that one are then called `{}` and so on",
                    self.config,
                    example("admin"),
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
        // A name that neither has.
        let is_admin = |owner: &Self| owner.instance.as_deref() == Some("admin");
        let instance = match is_admin(self) || is_admin(other) {
            true => "partners",
            false => "admin",
        };
        format!(
            "write `instance = {instance:?}` in the `#[auth(..)]` of {whose}: its cookies are then called `{}` and so on",
            example(instance),
        )
    }
}

fn example(instance: &str) -> String {
    named_by_instance(key::cookie_access_name, Some(instance)).unwrap_or_default()
}
