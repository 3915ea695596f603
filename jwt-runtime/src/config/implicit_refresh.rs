//! The setting `implicit_refresh`: access tokens in cookies that are replaced before they expire.

use jwt_syntax::setting::DEFAULT_REFRESH_TTL;

use super::lifetime::{Lifetime, seconds};
use super::{Delivery, NotBefore, Problem, Settings, Types};
use crate::cookie::are_read;
use crate::guard::Web;
use crate::key::KeyRing;

/// Which access tokens in cookies are replaced, and for how long. Times are in seconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ImplicitRefresh {
    /// How long before it expires a token is replaced.
    pub(crate) window: i64,
    /// How long a session lasts from its login, where no store keeps when it ends.
    pub(crate) session_ttl: i64,
}

impl Settings {
    /// Whether tokens are replaced, of which everything else that was given must be capable.
    pub(super) fn implicit_refresh(
        &self,
        web: &Web,
        lifetime: Option<Lifetime>,
        keys: Option<&KeyRing>,
        types: &Types,
        problems: &mut Vec<Problem>,
    ) -> Option<ImplicitRefresh> {
        let setting = &self.implicit_refresh;
        setting.value()?;
        let window = seconds(setting, 0, problems)?;
        let mut refuse = |found: &str, expected: &str| {
            problems.push(setting.problem(format!("a time, {found}"), expected));
        };
        if !are_read(&web.places.order) {
            refuse(
                "while `token_from` never looks at a cookie",
                "`cookie` among the places of `token_from`, or the setting left out",
            );
        } else if web.delivery == Delivery::Body {
            refuse(
                "while `token_delivery` is `body`",
                "`token_delivery` as `cookie`, `both` or `by_request`, or the setting left out",
            );
        }
        if keys.is_some_and(|keys| keys.signing_key().is_none()) {
            refuse(
                "while there is no key that signs",
                "a key that signs, or the setting left out",
            );
        }
        if !types.has_users {
            refuse(
                "and no user backend",
                "one in `users = ..`, which is asked whether the user still exists",
            );
        }
        if let Some(access_ttl) = lifetime.map(|lifetime| lifetime.access_ttl)
            && window >= access_ttl
        {
            problems.push(setting.problem(
                format!("{window}s, while `access_ttl` is {access_ttl}s"),
                "a shorter time than `access_ttl`",
            ));
        }
        if let (Some(lifetime), Some(max_age)) = (lifetime, web.cookies.max_age)
            && max_age <= lifetime.access_ttl.saturating_sub(window)
        {
            problems.push(setting.problem(
                format!(
                    "{window}s, while `access_ttl` is {}s and browsers forget the token after {max_age}s",
                    lifetime.access_ttl
                ),
                "a longer `cookie_max_age`, or none, so that a token comes that expires soon",
            ));
        }
        if let (Some(lifetime), Some(NotBefore::After(offset))) =
            (lifetime, self.not_before.value())
            && offset.as_secs() > lifetime.leeway.unsigned_abs()
        {
            problems.push(setting.problem(
                format!(
                    "a time, while a new token is valid only after {}s of `not_before`, and `leeway` is {}s",
                    offset.as_secs(),
                    lifetime.leeway
                ),
                "a shorter `not_before`, or the setting left out",
            ));
        }
        // What is wrong with it, the rules of sessions say.
        let session_ttl = seconds(&self.refresh_ttl, DEFAULT_REFRESH_TTL, &mut Vec::new())?;
        Some(ImplicitRefresh {
            window,
            session_ttl,
        })
    }
}
