//! The settings of one request: those of the configuration, unless the hook or the handler has others.

use std::borrow::Cow;

use axum::http::HeaderName;
use jwt_syntax::choice::DangerouslyOff;

use crate::browser::cookie::RequestCookies;
use crate::browser::csrf;
use crate::config::{RequestSettings, RevocationReach};
use crate::error::AuthError;
use crate::guard::request::Exchange;
use crate::guard::{Overrides, PolicySpec};
use crate::token::{StringList, VerificationOverrides};
use crate::token_location::{Lookup, Places};

/// What was said of one request, strongest first: by its handler, then by the hook.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Rules<'a> {
    pub(crate) handler: Option<&'static Overrides>,
    pub(crate) hook: Option<&'a RequestSettings>,
    /// Whether the token is presented to be ended.
    pub(crate) for_its_end: bool,
}

/// The first that says anything about a setting.
macro_rules! first {
    ($rules:expr, $setting:ident) => {
        first!($rules, $setting, |value| value, |value| value)
    };
    ($rules:expr, $setting:ident, $handler:expr, $hook:expr) => {
        match $rules.handler.and_then(|handler| handler.$setting) {
            Some(value) => Some($handler(value)),
            None => $rules
                .hook
                .and_then(|hook| hook.$setting.as_deref())
                .map($hook),
        }
    };
}

impl<'a> Rules<'a> {
    pub(crate) fn of(spec: &'static PolicySpec, exchange: &'a Exchange) -> Result<Self, AuthError> {
        let hook = exchange.hook();
        match hook.and_then(|hook| hook.mistake) {
            Some(mistake) => Err(AuthError::Misconfigured(mistake)),
            None => Ok(Self {
                handler: spec.overrides(),
                hook,
                for_its_end: spec.is_for_its_end(),
            }),
        }
    }

    /// Where the token of this request may stand.
    pub(crate) fn lookup<'l>(&self, places: &'l Places, cookies: RequestCookies<'l>) -> Lookup<'l>
    where
        'a: 'l,
    {
        let text = |text: Option<&'l str>, default: &'l str| text.unwrap_or(default);
        let header_name = match self.handler.and_then(|handler| handler.header_name) {
            Some(name) => Some(Cow::Owned(header(name))),
            None => self
                .hook
                .and_then(|hook| hook.header_name.as_ref())
                .map(Cow::Borrowed),
        };
        Lookup {
            order: first!(self, token_from).unwrap_or(&places.order),
            header_name: header_name.unwrap_or(Cow::Borrowed(&places.header_name)),
            header_prefixes: first!(self, header_prefixes, StringList::Static, StringList::Owned)
                .unwrap_or(StringList::Owned(&places.header_prefixes)),
            cookie_name: cookies.name(text(first!(self, cookie_access_name), &places.cookie_name)),
            signature_cookie: cookies.signature(),
            query_name: text(first!(self, query_name), &places.query_name),
            query_prefix: text(first!(self, query_prefix), &places.query_prefix),
            json_key: text(first!(self, json_key), &places.json_key),
            form_key: text(first!(self, form_key), &places.form_key),
        }
    }

    pub(crate) fn realm(&self) -> Option<&'a str> {
        first!(self, realm)
    }

    pub(crate) fn login_redirect(&self) -> Option<&'static str> {
        self.handler.and_then(|handler| handler.login_redirect)
    }

    /// How far revocations reach, if the handler has its own.
    pub(crate) fn revocation(&self) -> Option<RevocationReach> {
        self.handler.and_then(|handler| handler.revocation)
    }

    /// What a request with a token in a cookie must show. Only a handler, never a hook, can ask for less.
    pub(crate) fn csrf(&self) -> csrf::Own {
        self.handler
            .map_or_else(csrf::Own::default, |handler| csrf::Own {
                protection: handler.csrf,
                header: handler.csrf_header,
                field: handler.csrf_field,
                methods: handler.csrf_methods,
                origins: handler.trusted_origins,
            })
    }

    /// The cookie in which pages find what they must show.
    pub(crate) fn csrf_cookie<'c>(&self, cookies: RequestCookies<'c>) -> &'c str {
        let own = self.handler.and_then(|handler| handler.csrf_cookie);
        own.map_or_else(|| cookies.csrf(), |own| cookies.name(own))
    }

    /// What the token must say. Only a handler, never a hook, can ask for less than the configuration does.
    pub(crate) fn demands(&self) -> VerificationOverrides<'a> {
        let handler = self.handler.unwrap_or(&Overrides::NONE);
        VerificationOverrides {
            issuer: first!(self, issuer),
            audience: first!(self, audience, StringList::Static, StringList::Owned),
            required_claims: handler.required_claims.map(StringList::Static),
            leeway: handler.leeway,
            accepts_expired: handler.verify_exp == Some(DangerouslyOff::TEXT),
            for_revocation: self.for_its_end,
        }
    }
}

/// The attribute has checked the name; one that slipped through finds no header, which refuses.
fn header(name: &'static str) -> HeaderName {
    HeaderName::from_bytes(name.as_bytes())
        .unwrap_or_else(|_| HeaderName::from_static("x-no-such-header"))
}
