//! Resolving the settings of CSRF protection.

use axum::http::{HeaderName, Method};

use crate::browser::cookie::Cookies;
use crate::browser::csrf::{Carrier, Csrf, Origins};
use crate::config::{Setting, Settings};
use crate::key::CsrfKey;

impl Settings {
    /// The settings of CSRF protection. The key of CSRF values is derived from `secret`.
    pub(in crate::config) fn csrf(&self, cookies: &Cookies, secret: Option<&[u8]>) -> Option<Csrf> {
        let header = HeaderName::try_from(&**self.csrf_header.get()?).ok()?;
        let access = Carrier {
            header,
            field: self.csrf_field.text()?,
        };
        let refresh = Carrier {
            header: match self.csrf_refresh_header.get() {
                Some(name) => HeaderName::try_from(&**name).ok()?,
                None => access.header.clone(),
            },
            field: self.csrf_refresh_field.text_or(&access.field),
        };
        Some(Csrf {
            protection: *self.csrf.get()?,
            access,
            refresh,
            claim: *self.csrf_claim.get()?,
            methods: match self.csrf_methods.get() {
                None => None,
                Some(_) => Some(Self::methods(&self.csrf_methods)?),
            },
            origins: Origins {
                trusted: self.trusted_origins.texts(),
                only_https: cookies.secure,
            },
            key: secret.and_then(match cookies.refresh_csrf {
                Some(_) => CsrfKey::derive_two,
                None => CsrfKey::derive,
            }),
        })
    }

    /// The methods that a setting lists.
    pub(in crate::config) fn methods(setting: &Setting<Vec<String>>) -> Option<Box<[Method]>> {
        let names = setting.texts();
        let methods = names.iter().map(|name| Method::try_from(&**name).ok());
        methods.collect()
    }
}
