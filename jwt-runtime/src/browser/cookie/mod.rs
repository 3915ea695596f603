//! Cookies that carry tokens, written as browsers expect them (RFC 6265bis §4.1).

mod clear;
mod scope;

use std::iter;

use axum::http::HeaderValue;
use axum::http::request::Parts;
use cookie::Cookie;
use jwt_syntax::choice::SameSite;
use jwt_syntax::http::cookie::without_prefix;

pub(crate) use clear::{cookie_name, is_set};
use scope::Scope;

use crate::browser::csrf::{host_of, is_loopback};

/// The largest cookie that every browser keeps, in bytes: name, value and attributes together (RFC 6265 §6.1).
pub(crate) const MAX_BYTES: usize = 4096;

/// The cookie settings of a configuration.
#[derive(Debug)]
pub(crate) struct Cookies {
    /// Set apart from the default names of another `Auth` by this name.
    pub(crate) instance: Option<Box<str>>,
    pub(crate) access: Box<str>,
    /// The cookie with the signature, if the token is split: a page can then read the claims, but not the whole token.
    pub(crate) signature: Option<Box<str>>,
    /// The cookie of the refresh token, if the configuration issues refresh tokens.
    pub(crate) refresh: Option<Box<str>>,
    pub(crate) csrf: Box<str>,
    /// A second cookie with the CSRF value, for clients that read it there when they refresh.
    pub(crate) refresh_csrf: Option<Box<str>>,
    /// The cookie of a login form. It is separate, so that showing a form to a logged-in user leaves the session intact.
    pub(crate) login: Box<str>,
    pub(crate) domain: Option<Box<str>>,
    pub(crate) path: Box<str>,
    pub(crate) secure: bool,
    pub(crate) http_only: bool,
    pub(crate) same_site: SameSite,
    pub(crate) lifetime: CookieLifetime,
    pub(crate) partitioned: bool,
    /// Whether cookies work over plain HTTP on the loopback interface.
    pub(crate) dev_http: bool,
}

/// How long browsers keep a cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CookieLifetime {
    /// As long as the token in it is valid.
    OfToken,
    /// The same, but at most so many seconds.
    AtMost(i64),
    /// Until they are closed.
    Session,
}

/// The values of the cookies of a session.
pub(crate) struct CookieValues<'a> {
    pub(crate) access: &'a str,
    /// Seconds until the access token expires.
    pub(crate) access_left: i64,
    /// With the seconds until it expires.
    pub(crate) refresh: Option<(&'a str, i64)>,
    /// The CSRF value of the session.
    pub(crate) csrf: Option<&'a str>,
}

/// A cookie that a browser would not keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CookieError {
    /// Longer than [`MAX_BYTES`].
    TooLarge {
        name: Box<str>,
        /// In bytes, with attributes.
        size: usize,
    },
    /// Contains a character that is not allowed in a header.
    Unwritable,
}

impl Cookies {
    /// The names of all cookies that responses set.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        let names = [
            Some(&self.access),
            self.signature.as_ref(),
            self.refresh.as_ref(),
            Some(&self.csrf),
            self.refresh_csrf.as_ref(),
            Some(&self.login),
        ];
        names.into_iter().flatten().map(|name| &**name)
    }

    /// The name that a cookie has over plain HTTP on the loopback interface.
    pub(crate) fn locally<'a>(&'a self, name: &'a str) -> &'a str {
        self.named(self.dev_http).name(name)
    }

    /// The cookie names for every request but one over plain HTTP on the loopback interface.
    pub(crate) fn for_no_request(&self) -> RequestCookies<'_> {
        self.named(false)
    }

    /// The cookie names for a request; `is_local` if it came over plain HTTP on the loopback interface.
    pub(crate) fn named(&self, is_local: bool) -> RequestCookies<'_> {
        RequestCookies {
            cookies: self,
            is_local,
        }
    }

    /// The cookie names for a request: without their prefixes over plain HTTP on the loopback interface.
    pub(crate) fn for_request(&self, parts: &Parts) -> RequestCookies<'_> {
        self.named(self.dev_http && host_of(parts).is_some_and(is_loopback))
    }
}

/// The cookies of one request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RequestCookies<'a> {
    cookies: &'a Cookies,
    is_local: bool,
}

impl<'a> RequestCookies<'a> {
    pub(crate) fn access(&self) -> &'a str {
        self.name(&self.cookies.access)
    }

    pub(crate) fn signature(&self) -> Option<&'a str> {
        self.cookies
            .signature
            .as_deref()
            .map(|name| self.name(name))
    }

    pub(crate) fn refresh(&self) -> Option<&'a str> {
        let name = self.cookies.refresh.as_deref();
        name.map(|name| self.name(name))
    }

    pub(crate) fn csrf(&self) -> &'a str {
        self.name(&self.cookies.csrf)
    }

    /// The cookies from which pages read the CSRF value of their session.
    pub(crate) fn csrf_names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        iter::once(self.csrf()).chain(self.refresh_csrf())
    }

    fn refresh_csrf(&self) -> Option<&'a str> {
        let name = self.cookies.refresh_csrf.as_deref();
        name.map(|name| self.name(name))
    }

    pub(crate) fn login(&self) -> &'a str {
        self.name(&self.cookies.login)
    }

    /// The name of a cookie as the browser knows it.
    pub(crate) fn name(&self, name: &'a str) -> &'a str {
        match self.is_local {
            true => without_prefix(name),
            false => name,
        }
    }

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
        if let Some(csrf) = values.csrf.filter(|_| !is_kept) {
            // Pages also need it to refresh, so that it lives as long as the refresh token.
            let left = values
                .refresh
                .map_or(left, |(_, of_refresh)| of_refresh.max(left));
            for name in self.csrf_names() {
                set_one(name, csrf, left)?;
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

    pub(crate) fn is_local(&self) -> bool {
        self.is_local
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

    fn written(&self, name: &str, value: &str, left: i64) -> Result<HeaderValue, CookieError> {
        self.written_in(&self.scope(), name, value, left)
    }

    fn written_in(
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

    fn is_secure(&self) -> bool {
        self.cookies.secure && !self.is_local
    }
}
