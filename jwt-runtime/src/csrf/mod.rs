//! Requests that a page of somebody else makes a browser send, with the user's cookies.
//!
//! A token from a cookie proves that a browser has it, not that the user wanted the request. So such a request, unless
//! its method is safe, must come from a page of this service, as `Origin` and `Sec-Fetch-Site` say, and carry a value
//! that only such a page can know. The value is made from the session (`sid`), so that one of another session, planted
//! in a cookie, is of no use; the token carries its digest, so that a service with only the public key can check it.

mod key;
mod origin;

use axum::http::request::Parts;
use axum::http::{HeaderName, Method};

pub(crate) use key::{CsrfKey, Digest};
pub(crate) use origin::{Origins, host_of, is_loopback};

use crate::config::CsrfProtection;
use crate::error::AuthError;

/// The settings of a configuration.
#[derive(Debug)]
pub(crate) struct Csrf {
    pub(crate) protection: CsrfProtection,
    /// What carries the value of a request with an access token.
    pub(crate) access: Carrier,
    /// What carries it with a refresh token.
    pub(crate) refresh: Carrier,
    /// The methods that need the value; `None` for all that are not safe.
    pub(crate) methods: Option<Box<[Method]>>,
    pub(crate) origins: Origins,
    /// What makes the values; none in a service that only verifies.
    pub(crate) key: Option<CsrfKey>,
}

/// Where the value stands in a request: in a header or, if that is not there, in a field of a form.
#[derive(Debug)]
pub(crate) struct Carrier {
    pub(crate) header: HeaderName,
    pub(crate) field: Box<str>,
}

impl Csrf {
    /// Whether a request can change something (RFC 9110 §9.2.1), or opens a connection that can.
    pub(crate) fn concerns(&self, method: &Method) -> bool {
        match &self.methods {
            Some(methods) => methods.contains(method),
            None => !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS),
        }
    }

    /// Whether the value may have to be read from a form. `own` is the protection of the handler, if it has one.
    pub(crate) fn may_be_in_form(&self, own: Option<CsrfProtection>, parts: &Parts) -> bool {
        own.unwrap_or(self.protection) == CsrfProtection::On
            && self.concerns(&parts.method)
            && !parts.headers.contains_key(&self.access.header)
    }

    /// Checks a request whose refresh token came by cookie, as [`check`](Self::check) does for an access token.
    pub(crate) fn check_refresh(
        &self,
        parts: &Parts,
        cookie: &str,
        digest: Option<&Digest>,
        field: impl FnOnce(&str) -> Result<Option<String>, AuthError>,
    ) -> Result<(), AuthError> {
        self.check_in(&self.refresh, None, parts, cookie, digest, field)
    }

    /// Checks a request whose access token came by cookie. `own` is the protection of the handler, if it has one, and
    /// `digest` what the token says of the value.
    pub(crate) fn check(
        &self,
        own: Option<CsrfProtection>,
        parts: &Parts,
        cookie: &str,
        digest: Option<&Digest>,
        field: impl FnOnce(&str) -> Result<Option<String>, AuthError>,
    ) -> Result<(), AuthError> {
        self.check_in(&self.access, own, parts, cookie, digest, field)
    }

    fn check_in(
        &self,
        carrier: &Carrier,
        own: Option<CsrfProtection>,
        parts: &Parts,
        cookie: &str,
        digest: Option<&Digest>,
        field: impl FnOnce(&str) -> Result<Option<String>, AuthError>,
    ) -> Result<(), AuthError> {
        let protection = own.unwrap_or(self.protection);
        if protection == CsrfProtection::Off {
            return Ok(());
        }
        let is_socket = origin::is_upgrade(parts);
        if !is_socket && !self.concerns(&parts.method) {
            return Ok(());
        }
        self.origins.check(parts)?;
        if is_socket || protection == CsrfProtection::Origin {
            return Ok(());
        }
        if digest.is_none() && self.protection != CsrfProtection::On && self.key.is_some() {
            return Err(AuthError::Misconfigured(
                "`csrf = \"on\"` of this handler asks for a value that sessions have only if the configuration has `csrf` on too",
            ));
        }
        let value = match origin::one(&parts.headers, carrier.header.as_str()) {
            Some(value) => str::from_utf8(value).ok().map(str::to_owned),
            None => field(&carrier.field)?,
        };
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            return Err(AuthError::CsrfFailed(
                format!(
                    "this request needs the value of the cookie `{cookie}` in the header `{}`, or in the form field `{}`",
                    carrier.header, carrier.field
                )
                .into(),
            ));
        };
        if digest.is_some_and(|digest| digest.is_of(&value)) {
            Ok(())
        } else {
            Err(AuthError::CsrfFailed(
                format!(
                    "the value in `{}` is not that of this session",
                    carrier.header
                )
                .into(),
            ))
        }
    }
}
