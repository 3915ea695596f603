//! The resolved settings of requests and responses, apart from those of tokens.

use axum::http::Method;
use jwt_syntax::http::token_location::LocationKind;

use super::{Delivery, UserLookup};
use crate::browser::cookie::Cookies;
use crate::browser::csrf::Csrf;
use crate::token_location::{BodyLimits, TokenLocations};

/// The settings of requests and responses of one configuration. An `Auth` holds them for several modules above it, so that they
/// stand below all of these.
#[derive(Debug)]
pub(crate) struct HttpSettings {
    pub(crate) token_locations: TokenLocations,
    pub(crate) cookies: Cookies,
    pub(crate) delivery: Delivery,
    pub(crate) csrf: Csrf,
    /// Where a browser is redirected instead of receiving a 401.
    pub(crate) login_redirect: Option<Box<str>>,
    /// The limits for reading a body for credentials, a token or a CSRF value.
    pub(crate) body: BodyLimits,
    pub(crate) exempt_methods: Box<[Method]>,
    /// Whether protected routes need a token.
    pub(crate) enforce: bool,
    /// When the user of a token is looked up.
    pub(crate) user_lookup: UserLookup,
    /// Which access tokens in cookies are replaced before they expire, if any.
    pub(crate) implicit_refresh: Option<ImplicitRefresh>,
}

impl HttpSettings {
    /// Whether this service uses cookies; otherwise it sets none and clears none.
    pub(crate) fn uses_cookies(&self) -> bool {
        self.delivery != Delivery::Body || self.token_locations.has(LocationKind::Cookie)
    }

    /// Whether requests with this method reach the handler without a token (`exempt_methods`).
    pub(crate) fn is_exempt(&self, method: &Method) -> bool {
        self.exempt_methods.contains(method)
    }

    /// Whether tokens are accepted in `Authorization: Bearer` only, and every request needs one.
    pub(crate) fn is_plain(&self) -> bool {
        self.token_locations.is_bearer_alone() && self.enforce && self.exempt_methods.is_empty()
    }
}

/// Which access tokens in cookies are replaced, and until when. Times are in seconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ImplicitRefresh {
    /// A token is replaced when it expires within this time.
    pub(crate) window: i64,
    /// How long a session lasts from its login, where no store records its end.
    pub(crate) session_ttl: i64,
}
