//! Who hands out which cookies below a router: two logins that use one name would log each other out.

use jwt_syntax::cookie::is_same;

use crate::auth::Auth;
use crate::config::{AuthConfig, Delivery};

/// An `Auth` whose login hands out cookies.
#[derive(Debug, Clone)]
pub(super) struct CookieOwner {
    config: &'static str,
    /// What tells it from another `Auth` of the same configuration.
    auth: usize,
    names: Vec<Box<str>>,
}

impl CookieOwner {
    /// None if tokens are handed out in bodies alone.
    pub(super) fn of<C: AuthConfig>(auth: &Auth<C>) -> Option<Self> {
        let web = auth.web();
        (web.delivery != Delivery::Body).then(|| Self {
            config: C::NAME,
            auth: auth.id(),
            names: web.cookies.names().map(Into::into).collect(),
        })
    }

    /// What is wrong with owners that share a name.
    pub(super) fn problems(owners: &[Self]) -> Vec<String> {
        let mut problems = Vec::new();
        let mut earlier: Vec<&Self> = Vec::new();
        for owner in owners {
            for other in earlier.iter().filter(|other| other.auth != owner.auth) {
                problems.extend(owner.shared(other).map(|name| {
                    format!(
                        "the logins of `{}` and `{}` both hand out the cookie `{name}`, and would log each other out; \
                         give one of them other names, such as `cookie_access_name = \"__Host-admin_token\"` and \
                         `csrf_cookie = \"__Host-admin_csrf\"`",
                        other.config, owner.config
                    )
                }));
            }
            earlier.push(owner);
        }
        problems
    }

    /// The first name of both.
    fn shared(&self, other: &Self) -> Option<&str> {
        let is_others = |name: &&str| other.names.iter().any(|theirs| is_same(theirs, name));
        self.names.iter().map(|name| &**name).find(is_others)
    }
}
