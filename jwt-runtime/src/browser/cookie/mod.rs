//! Cookies that carry tokens, written as browsers expect them (RFC 6265bis §4.1).

mod clear;
mod scope;
mod set;

use std::iter;

use axum::http::request::Parts;
use jwt_syntax::choice::{Preset, SameSite};
use jwt_syntax::http::cookie::without_prefix;

pub(crate) use clear::{cookie_name, is_set};

use crate::browser::csrf::{host_of, is_loopback};

/// The largest cookie that every browser keeps, in bytes: name, value and attributes together (RFC 6265 §6.1).
pub(crate) const MAX_BYTES: usize = 4096;

/// The cookie settings of a configuration.
#[derive(Debug)]
pub(crate) struct Cookies {
    /// Set apart from the default names of another `Auth` by this name.
    pub(crate) instance: Option<Box<str>>,
    pub(crate) preset: Preset,
    /// Whether a refusal clears the cookie of a token that is invalid for every handler.
    pub(crate) are_cleared: bool,
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
    /// That of its refresh token, for a cookie of its own.
    pub(crate) refresh_csrf: Option<&'a str>,
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

    /// The cookie with the CSRF value of the refresh token alone.
    pub(crate) fn refresh_csrf(&self) -> Option<&'a str> {
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

    /// Whether a refusal clears the cookie of a token that is invalid for every handler.
    pub(crate) fn are_cleared(&self) -> bool {
        self.cookies.are_cleared
    }

    pub(crate) fn is_local(&self) -> bool {
        self.is_local
    }
}
