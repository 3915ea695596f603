//! Cross-site request forgery: requests that a page of another origin makes a browser send with the user's cookies.
//!
//! A token in a cookie proves that a browser holds it, not that the user intended the request. So such a request, unless its
//! method is safe, must come from a page of this service, as `Origin` and `Sec-Fetch-Site` tell, and carry a CSRF value that
//! only such a page can know. The value is derived from the session (`sid`), so that the value of another session, planted in a
//! cookie, is rejected. The token carries its digest, so that a service that has only the public key can validate it.

mod origin;

use axum::http::request::Parts;
use axum::http::{HeaderName, Method};
use jwt_syntax::choice::{CsrfClaim, CsrfProtection};
use jwt_syntax::http::text as http_text;
use jwt_syntax::setting::CSRF_WITHOUT_VALUES;

pub(crate) use origin::{Origins, host_of, is_loopback};

use crate::error::{AuthError, Reason};
use crate::key::{CsrfDigest, CsrfKey};

/// The CSRF settings of a configuration.
#[derive(Debug)]
pub(crate) struct Csrf {
    pub(crate) protection: CsrfProtection,
    /// Where a request with an access token carries its CSRF value.
    pub(crate) access: Carrier,
    /// Where a request with a refresh token carries it.
    pub(crate) refresh: Carrier,
    /// What the claim `csrf` holds.
    pub(crate) claim: CsrfClaim,
    /// The methods that need a CSRF value; `None` for all that are not safe.
    pub(crate) methods: Option<Box<[Method]>>,
    pub(crate) origins: Origins,
    /// The key that derives CSRF values; `None` in a service that only verifies tokens.
    pub(crate) key: Option<CsrfKey>,
}

/// Where a request carries its CSRF value: in a header or, without that header, in a field of a form, of which only the
/// beginning is read.
#[derive(Debug)]
pub(crate) struct Carrier {
    pub(crate) header: HeaderName,
    pub(crate) field: Box<str>,
}

/// The CSRF settings of one handler, which replace those of the configuration. The attribute has validated the texts. If an
/// invalid one came through nevertheless, a header, field or origin would match no request, and
/// [methods](CsrfOverrides::methods) would be ignored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CsrfOverrides {
    pub(crate) protection: Option<CsrfProtection>,
    pub(crate) header: Option<&'static str>,
    pub(crate) field: Option<&'static str>,
    pub(crate) methods: Option<&'static [&'static str]>,
    pub(crate) origins: Option<&'static [&'static str]>,
}

impl CsrfOverrides {
    /// The methods of the handler; ignored if they leave every request unprotected, which would be less than the handler asks
    /// for.
    fn methods(&self) -> Option<&'static [&'static str]> {
        self.methods.filter(|methods| {
            methods.iter().all(|name| http_text::method(name).is_ok())
                && http_text::methods_that_change(methods.iter().copied()).is_ok()
        })
    }
}

impl Csrf {
    /// Whether sessions of this service have no CSRF value.
    pub(crate) fn has_no_values(&self) -> bool {
        self.protection != CsrfProtection::On && self.key.is_some()
    }

    /// Whether a request with this method needs CSRF protection, because it may change state (RFC 9110 §9.2.1).
    fn concerns(&self, overrides: &CsrfOverrides, method: &Method) -> bool {
        // axum runs the handler of GET for HEAD too (RFC 9110 §9.3.2).
        let is_head = *method == Method::HEAD;
        match (overrides.methods(), &self.methods) {
            (Some(methods), _) => {
                methods.contains(&method.as_str()) || is_head && methods.contains(&"GET")
            }
            (None, Some(methods)) => {
                methods.contains(method) || is_head && methods.contains(&Method::GET)
            }
            (None, None) => !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS),
        }
    }

    /// Whether the CSRF value of this request may have to be read from a form.
    pub(crate) fn may_be_in_form(&self, overrides: &CsrfOverrides, parts: &Parts) -> bool {
        let header = overrides.header.unwrap_or(self.access.header.as_str());
        overrides.protection.unwrap_or(self.protection) == CsrfProtection::On
            && self.concerns(overrides, &parts.method)
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
        let overrides = CsrfOverrides::default();
        // A refresh changes the session even by `GET`, which a link could make a browser send.
        if !parts.method.is_safe() && !self.concerns(&overrides, &parts.method) {
            return Ok(());
        }
        self.check_in(&self.refresh, &overrides, parts, cookie, digest, field)
    }

    /// Checks a request whose access token came by cookie. `digest` is the digest of the CSRF value in the token, and `cookie`
    /// the name of the cookie from which pages read the value, for the error.
    pub(crate) fn check(
        &self,
        overrides: &CsrfOverrides,
        parts: &Parts,
        cookie: &str,
        digest: Option<&CsrfDigest>,
        field: impl FnOnce(&str) -> Result<Option<String>, AuthError>,
    ) -> Result<(), AuthError> {
        if !origin::is_upgrade(parts) && !self.concerns(overrides, &parts.method) {
            return Ok(());
        }
        self.check_in(&self.access, overrides, parts, cookie, digest, field)
    }

    fn check_in(
        &self,
        carrier: &Carrier,
        overrides: &CsrfOverrides,
        parts: &Parts,
        cookie: &str,
        digest: Option<&CsrfDigest>,
        field: impl FnOnce(&str) -> Result<Option<String>, AuthError>,
    ) -> Result<(), AuthError> {
        let protection = overrides.protection.unwrap_or(self.protection);
        if protection == CsrfProtection::Off {
            return Ok(());
        }
        self.origins.check(overrides.origins, parts)?;
        if origin::is_upgrade(parts) || protection == CsrfProtection::Origin {
            return Ok(());
        }
        if digest.is_none() && self.has_no_values() {
            return Err(AuthError::misconfigured(CSRF_WITHOUT_VALUES.message));
        }
        let header = overrides.header.unwrap_or(carrier.header.as_str());
        let form_field = overrides.field.unwrap_or(&carrier.field);
        let value = match origin::one(&parts.headers, header) {
            Some(value) => str::from_utf8(value).ok().map(str::to_owned),
            None => field(form_field)?,
        };
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            return Err(Reason::CsrfValueAbsent {
                cookie: cookie.into(),
                header: header.into(),
                field: form_field.into(),
            }
            .into());
        };
        if digest.is_some_and(|digest| digest.is_of(&value)) {
            Ok(())
        } else {
            Err(Reason::CsrfValueWrong {
                header: header.into(),
            }
            .into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_of_a_handler_that_would_protect_nothing_are_left_aside() {
        for methods in [&[][..], &["GET"], &["post"], &["GET", "post"], &[""]] {
            let overrides = CsrfOverrides {
                methods: Some(methods),
                ..CsrfOverrides::default()
            };
            assert_eq!(overrides.methods(), None, "{methods:?}");
        }
        let overrides = CsrfOverrides {
            methods: Some(&["GET", "PURGE"]),
            ..CsrfOverrides::default()
        };
        assert_eq!(overrides.methods(), Some(&["GET", "PURGE"][..]));
    }
}
