//! The settings of requests and responses, as distinct from those of tokens.

use std::sync::Arc;

use axum::http::Method;
use jwt_syntax::http::token_location::LocationKind;

use super::{Delivery, ImplicitRefresh};
use crate::browser::cookie::Cookies;
use crate::browser::csrf::Csrf;
use crate::error::ErrorResponses;
use crate::token_location::{BodyLimits, TokenLocations};

/// What one configuration says of them.
#[derive(Debug)]
pub(crate) struct HttpSettings {
    pub(crate) token_locations: TokenLocations,
    pub(crate) cookies: Cookies,
    pub(crate) delivery: Delivery,
    pub(crate) csrf: Csrf,
    pub(crate) error_responses: Arc<ErrorResponses>,
    /// Where browsers are sent instead of 401.
    pub(crate) login_redirect: Option<Box<str>>,
    /// What is read of a body for credentials, a token or a CSRF value.
    pub(crate) body: BodyLimits,
    pub(crate) exempt_methods: Box<[Method]>,
    /// Whether protected routes need a token.
    pub(crate) enforce: bool,
    /// Whether access tokens in cookies are replaced before they expire.
    pub(crate) implicit_refresh: Option<ImplicitRefresh>,
}

impl HttpSettings {
    /// Whether this service has anything to do with cookies; else it sets none and clears none.
    pub(crate) fn uses_cookies(&self) -> bool {
        self.delivery != Delivery::Body || self.token_locations.has(LocationKind::Cookie)
    }

    /// Whether requests with this method reach the handler without a token (`exempt_methods`).
    pub(crate) fn is_exempt(&self, method: &Method) -> bool {
        self.exempt_methods.contains(method)
    }

    /// Whether every token is in `Authorization: Bearer`, and every request needs one.
    pub(crate) fn is_plain(&self) -> bool {
        self.token_locations.is_bearer_alone() && self.enforce && self.exempt_methods.is_empty()
    }
}
