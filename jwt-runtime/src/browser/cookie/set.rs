//! Setting cookies: their values and attributes (RFC 6265bis §4.1).

use axum::http::HeaderValue;
use cookie::Cookie;
use jwt_syntax::choice::SameSite;

use super::scope::Scope;
use super::{CookieError, CookieLifetime, CookieValues, Cookies, MAX_BYTES, RequestCookies};

impl RequestCookies<'_> {
    /// Sets the cookies of a session. `is_sent` tells which cookies the request has.
    pub(crate) fn set(
        &self,
        values: &CookieValues<'_>,
        is_sent: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<HeaderValue>, CookieError> {
        let left = values.access_left;
        let mut set = Vec::new();
        let mut set_one = |name, value, left| {
            let cookie = self.written(name, value, left)?;
            set.extend(self.replacing(name, cookie, is_sent));
            Ok(())
        };
        match (self.signature(), values.access.rsplit_once('.')) {
            (Some(name), Some((claims, signature))) => {
                set_one(self.access(), claims, left)?;
                set_one(name, signature, left)?;
            }
            _ => set_one(self.access(), values.access, left)?,
        }
        if let (Some(name), Some((token, left))) = (self.refresh(), values.refresh) {
            set_one(name, token, left)?;
        }
        // A CSRF cookie that outlives the access token is there already, unless the refresh token is new too.
        let is_kept = values.refresh.is_none() && self.refresh().is_some();
        let has_two = self.refresh_csrf().is_some();
        // Pages also need it to refresh, so that it lives as long as the refresh token.
        let left = values
            .refresh
            .map_or(left, |(_, of_refresh)| of_refresh.max(left));
        let named = [
            (Some(self.csrf()), values.csrf, is_kept && !has_two),
            (self.refresh_csrf(), values.refresh_csrf, is_kept),
        ];
        for (name, value, is_kept) in named {
            if let (Some(name), Some(value), false) = (name, value, is_kept) {
                set_one(name, value, left)?;
            }
        }
        Ok(set)
    }

    /// Sets the CSRF cookie of a login form.
    pub(crate) fn set_login(
        &self,
        value: &str,
        left: i64,
        is_sent: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<HeaderValue>, CookieError> {
        let cookie = self.written(self.login(), value, left)?;
        Ok(self.replacing(self.login(), cookie, is_sent).collect())
    }

    /// Whether scripts cannot read a cookie.
    fn is_http_only(&self, name: &str) -> bool {
        if name == self.csrf() || Some(name) == self.refresh_csrf() {
            return false;
        }
        let others = [self.signature(), self.refresh(), Some(self.login())];
        // With a split token, the cookie with the claims is meant to be read by scripts.
        others.contains(&Some(name)) || self.cookies.http_only && self.signature().is_none()
    }

    pub(super) fn written(
        &self,
        name: &str,
        value: &str,
        left: i64,
    ) -> Result<HeaderValue, CookieError> {
        self.written_in(&self.scope(), name, value, left)
    }

    pub(super) fn written_in(
        &self,
        scope: &Scope<'_>,
        name: &str,
        value: &str,
        left: i64,
    ) -> Result<HeaderValue, CookieError> {
        let Cookies {
            same_site,
            lifetime,
            ..
        } = self.cookies;
        let max_age = match *lifetime {
            CookieLifetime::OfToken => Some(left),
            CookieLifetime::AtMost(max_age) => Some(left.min(max_age)),
            // A cookie is cleared by one that has expired, whatever else is configured.
            CookieLifetime::Session => (left <= 0).then_some(0),
        };
        let is_secure = self.is_secure();
        let mut cookie = Cookie::build((name, value))
            .path(scope.path)
            .http_only(self.is_http_only(name))
            .secure(is_secure);
        if let Some(seconds) = max_age {
            cookie = cookie.max_age(cookie::time::Duration::seconds(seconds));
        }
        let same_site = match same_site {
            SameSite::Strict => Some(cookie::SameSite::Strict),
            // Browsers reject `SameSite=None` without `Secure`.
            SameSite::Everywhere if is_secure => Some(cookie::SameSite::None),
            SameSite::Lax | SameSite::Everywhere => Some(cookie::SameSite::Lax),
            SameSite::Unset => None,
        };
        if let Some(same_site) = same_site {
            cookie = cookie.same_site(same_site);
        }
        if let Some(domain) = scope.domain {
            cookie = cookie.domain(domain);
        }
        if scope.is_partitioned {
            cookie = cookie.partitioned(true);
        }
        let text = cookie.build().to_string();
        if text.len() > MAX_BYTES {
            return Err(CookieError::TooLarge {
                name: name.into(),
                size: text.len(),
            });
        }
        // Names and attributes were validated at start-up, and the characters of a token where it was made.
        HeaderValue::try_from(text).map_err(|_| CookieError::Unwritable)
    }

    pub(super) fn is_secure(&self) -> bool {
        self.cookies.secure && !self.is_local
    }
}
