//! From settings to the protection against forged requests.

use axum::http::{HeaderName, Method};
use jwt_syntax::setting::DEFAULT_CSRF_FIELD;

use super::{CsrfProtection, Problem, Setting, Settings};
use crate::cookie::{Cookies, are_read};
use crate::csrf::{Carrier, Csrf, Origins};
use crate::key::CsrfKey;
use crate::token_location::Places;

const DEFAULT_HEADER: &str = "X-CSRF-Token";

impl Settings {
    /// `secret` is what keys of other purposes are derived from, and `mints` says whether there is a login.
    pub(super) fn csrf(
        &self,
        places: &Places,
        cookies: &Cookies,
        secret: Option<&[u8]>,
        mints: bool,
        problems: &mut Vec<Problem>,
    ) -> Csrf {
        let protection = self.csrf.value().copied().unwrap_or_default();
        let key = secret.and_then(CsrfKey::derive);
        if protection == CsrfProtection::On && are_read(&places.order) && mints && key.is_none() {
            problems.push(self.session_secret.problem(
                "no secret, while values against forged requests are made of it",
                "a field `session_secret: Secret`, or `csrf` as `origin`",
            ));
        }
        let access = Carrier {
            header: Self::header_of_value(&self.csrf_header, DEFAULT_HEADER, problems),
            field: self.csrf_field.text(DEFAULT_CSRF_FIELD, problems),
        };
        let refresh = Carrier {
            header: Self::header_of_value(
                &self.csrf_refresh_header,
                access.header.as_str(),
                problems,
            ),
            field: self.csrf_refresh_field.text(&access.field, problems),
        };
        let origins = self
            .trusted_origins
            .texts("origins such as `https://app.example.com`", problems);
        Csrf {
            protection,
            access,
            refresh,
            methods: Self::methods(
                &self.csrf_methods,
                "methods, one of which changes something, such as `POST`; or `csrf` as `off`",
                problems,
            ),
            origins: Origins {
                trusted: origins.unwrap_or_default(),
                only_https: cookies.secure,
            },
            key,
        }
    }

    fn header_of_value(
        setting: &Setting<String>,
        default: &str,
        problems: &mut Vec<Problem>,
    ) -> HeaderName {
        let name = setting.text(default, problems);
        HeaderName::try_from(&*name).unwrap_or(HeaderName::from_static("x-csrf-token"))
    }

    /// The methods that a setting lists.
    pub(super) fn methods(
        setting: &Setting<Vec<String>>,
        expected: &str,
        problems: &mut Vec<Problem>,
    ) -> Option<Box<[Method]>> {
        let names = setting.texts(expected, problems)?;
        let methods = names
            .iter()
            .filter_map(|name| Method::try_from(&**name).ok());
        Some(methods.collect())
    }
}
