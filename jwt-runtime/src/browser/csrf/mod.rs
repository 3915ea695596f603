//! Requests that a page of somebody else makes a browser send, with the user's cookies.
//!
//! A token from a cookie proves that a browser has it, not that the user wanted the request. So such a request, unless
//! its method is safe, must come from a page of this service, as `Origin` and `Sec-Fetch-Site` say, and carry a value
//! that only such a page can know. The value is made from the session (`sid`), so that one of another session, planted
//! in a cookie, is of no use; the token carries its digest, so that a service with only the public key can check it.

mod origin;

use axum::http::request::Parts;
use axum::http::{HeaderName, Method};
use jwt_syntax::choice::CsrfProtection;
use jwt_syntax::http::text as http_text;

pub(crate) use origin::{Origins, host_of, is_loopback};

use crate::error::AuthError;
use crate::key::{CsrfDigest, CsrfKey};

/// A handler's protection that no request can pass.
pub(crate) const WITHOUT_VALUE: &str = "`csrf = \"on\"` of this handler asks for a value that sessions have only if the configuration has `csrf` on too";

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

/// Where the value stands in a request: in a header or, if that is not there, in a field of a form, of which only the
/// beginning is read.
#[derive(Debug)]
pub(crate) struct Carrier {
    pub(crate) header: HeaderName,
    pub(crate) field: Box<str>,
}

/// What a handler has otherwise than the configuration: texts that the attribute has checked. Of those that slipped through,
/// a header, a field or an origin is equal to nothing that a request has; [methods](CsrfOverrides::methods) are left aside.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CsrfOverrides {
    pub(crate) protection: Option<CsrfProtection>,
    pub(crate) header: Option<&'static str>,
    pub(crate) field: Option<&'static str>,
    pub(crate) methods: Option<&'static [&'static str]>,
    pub(crate) origins: Option<&'static [&'static str]>,
}

impl CsrfOverrides {
    /// The methods, unless they would protect nothing: that would be to ask for less than the handler says.
    fn methods(&self) -> Option<&'static [&'static str]> {
        self.methods.filter(|methods| {
            methods.iter().all(|name| http_text::method(name).is_ok())
                && http_text::methods_that_change(methods.iter().copied()).is_ok()
        })
    }
}

impl Csrf {
    /// Whether the sessions that begin here have no value.
    pub(crate) fn has_no_values(&self) -> bool {
        self.protection != CsrfProtection::On && self.key.is_some()
    }

    /// Whether a request can change something (RFC 9110 §9.2.1), or opens a connection that can.
    fn concerns(&self, own: &CsrfOverrides, method: &Method) -> bool {
        // Whoever answers GET answers HEAD, and runs the same handler (RFC 9110 §9.3.2).
        let is_head = *method == Method::HEAD;
        match (own.methods(), &self.methods) {
            (Some(methods), _) => {
                methods.contains(&method.as_str()) || is_head && methods.contains(&"GET")
            }
            (None, Some(methods)) => {
                methods.contains(method) || is_head && methods.contains(&Method::GET)
            }
            (None, None) => !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS),
        }
    }

    /// Whether the value may have to be read from a form, for a handler that has `own`.
    pub(crate) fn may_be_in_form(&self, own: &CsrfOverrides, parts: &Parts) -> bool {
        let header = own.header.unwrap_or(self.access.header.as_str());
        own.protection.unwrap_or(self.protection) == CsrfProtection::On
            && self.concerns(own, &parts.method)
            && !parts.headers.contains_key(header)
    }

    /// Checks a request whose refresh token came by cookie, as [`check`](Self::check) does for an access token.
    pub(crate) fn check_refresh(
        &self,
        parts: &Parts,
        cookie: &str,
        digest: Option<&CsrfDigest>,
        field: impl FnOnce(&str) -> Result<Option<String>, AuthError>,
    ) -> Result<(), AuthError> {
        self.check_in(
            &self.refresh,
            &CsrfOverrides::default(),
            parts,
            cookie,
            digest,
            field,
        )
    }

    /// Checks a request whose access token came by cookie, for a handler that has `own`. `digest` is what the token says
    /// of the value, and `cookie` where pages find that.
    pub(crate) fn check(
        &self,
        own: &CsrfOverrides,
        parts: &Parts,
        cookie: &str,
        digest: Option<&CsrfDigest>,
        field: impl FnOnce(&str) -> Result<Option<String>, AuthError>,
    ) -> Result<(), AuthError> {
        self.check_in(&self.access, own, parts, cookie, digest, field)
    }

    fn check_in(
        &self,
        carrier: &Carrier,
        own: &CsrfOverrides,
        parts: &Parts,
        cookie: &str,
        digest: Option<&CsrfDigest>,
        field: impl FnOnce(&str) -> Result<Option<String>, AuthError>,
    ) -> Result<(), AuthError> {
        let protection = own.protection.unwrap_or(self.protection);
        if protection == CsrfProtection::Off {
            return Ok(());
        }
        let is_socket = origin::is_upgrade(parts);
        if !is_socket && !self.concerns(own, &parts.method) {
            return Ok(());
        }
        self.origins.check(own.origins, parts)?;
        if is_socket || protection == CsrfProtection::Origin {
            return Ok(());
        }
        if digest.is_none() && self.has_no_values() {
            return Err(AuthError::Misconfigured(WITHOUT_VALUE));
        }
        let header = own.header.unwrap_or(carrier.header.as_str());
        let form_field = own.field.unwrap_or(&carrier.field);
        let value = match origin::one(&parts.headers, header) {
            Some(value) => str::from_utf8(value).ok().map(str::to_owned),
            None => field(form_field)?,
        };
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            return Err(AuthError::CsrfFailed(
                format!(
                    "this request needs the value of the cookie `{cookie}` in the header `{header}`, or in the form field `{form_field}`, which stands first in the form"
                )
                .into(),
            ));
        };
        if digest.is_some_and(|digest| digest.is_of(&value)) {
            Ok(())
        } else {
            Err(AuthError::CsrfFailed(
                format!("the value in `{header}` is not that of this session").into(),
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_of_a_handler_that_would_protect_nothing_are_left_aside() {
        for methods in [&[][..], &["GET"], &["post"], &["GET", "post"], &[""]] {
            let own = CsrfOverrides {
                methods: Some(methods),
                ..CsrfOverrides::default()
            };
            assert_eq!(own.methods(), None, "{methods:?}");
        }
        let own = CsrfOverrides {
            methods: Some(&["GET", "PURGE"]),
            ..CsrfOverrides::default()
        };
        assert_eq!(own.methods(), Some(&["GET", "PURGE"][..]));
    }
}
