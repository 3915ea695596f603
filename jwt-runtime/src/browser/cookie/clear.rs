//! Clearing cookies: each is replaced by one that has already expired (RFC 6265 §3.1).

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use jwt_syntax::http::cookie::is_same;

use crate::browser::cookie::RequestCookies;

impl<'a> RequestCookies<'a> {
    /// Clears the access token in this cookie, and the cookies that are useless without it. Keeps the refresh token.
    pub(crate) fn clear_access(&self, name: &str) -> Vec<HeaderValue> {
        let csrf = self.refresh().is_none().then(|| self.csrf());
        let names = match name == self.access() {
            true => [Some(name), self.signature(), csrf],
            // A cookie name of the handler or the hook: the session in the default cookies may still be valid.
            false => [Some(name), None, None],
        };
        self.cleared(names)
    }

    /// Clears the cookie of this name.
    pub(crate) fn clear_one(&self, name: &str) -> Vec<HeaderValue> {
        self.cleared([Some(name)])
    }

    /// Clears all cookies of a session.
    pub(crate) fn clear(&self) -> Vec<HeaderValue> {
        self.cleared(self.of_session())
    }

    /// Whether a response already sets or clears a cookie of a session.
    pub(crate) fn are_set_by(&self, headers: &HeaderMap) -> bool {
        let mut ours = self.of_session().into_iter().flatten();
        ours.any(|name| is_set(name, headers))
    }

    /// Sets a cookie that must be the only one of its name. A cookie of that name in another scope would be sent beside it, and
    /// both would then be ignored; so if the request has the name, those other scopes are cleared first.
    pub(super) fn replacing(
        &self,
        name: &str,
        cookie: HeaderValue,
        is_sent: &dyn Fn(&str) -> bool,
    ) -> impl Iterator<Item = HeaderValue> + use<> {
        let others = match is_sent(name) {
            true => self.cleared_elsewhere(name),
            false => Vec::new(),
        };
        others.into_iter().chain([cookie])
    }

    /// A browser replaces a cookie only by one of the same name and scope. A request does not tell the scope of its cookies, so
    /// that all possible scopes are cleared.
    fn cleared<const N: usize>(&self, names: [Option<&str>; N]) -> Vec<HeaderValue> {
        let mut cleared = Vec::new();
        for name in names.into_iter().flatten() {
            cleared.extend(self.cleared_elsewhere(name));
            cleared.extend(self.written(name, "", 0).ok());
        }
        cleared
    }

    fn cleared_elsewhere(&self, name: &str) -> Vec<HeaderValue> {
        let scopes = self.other_scopes();
        scopes
            .filter_map(|scope| self.written_in(&scope, name, "", 0).ok())
            .collect()
    }

    fn of_session(&self) -> [Option<&'a str>; 5] {
        [
            Some(self.access()),
            self.signature(),
            self.refresh(),
            Some(self.csrf()),
            self.refresh_csrf(),
        ]
    }
}

/// The name of a cookie that a response sets.
pub(crate) fn cookie_name(cookie: &HeaderValue) -> &str {
    let pair = cookie.as_bytes().split(|byte| *byte == b'=').next();
    str::from_utf8(pair.unwrap_or_default())
        .unwrap_or_default()
        .trim()
}

/// Whether a response sets a cookie of this name, or clears it.
pub(crate) fn is_set(name: &str, headers: &HeaderMap) -> bool {
    let mut set = headers.get_all(SET_COOKIE).iter();
    set.any(|cookie| is_same(name, cookie_name(cookie)))
}
