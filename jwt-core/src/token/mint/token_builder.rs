//! `Mint`: builds one token.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use serde_json::{Map, Value};

use super::encode;
use super::options::MinterOptions;
use crate::claim::{ClaimSet, ExtraClaims, NoClaims};
use crate::token::jws::TokenType;
use crate::token::registered::Authentication;

/// Builds one token; see `Auth::mint` and [`Minter::mint`](super::Minter::mint).
#[must_use = "nothing is minted before `.token()`"]
pub struct Mint<'a, T: ClaimSet = NoClaims> {
    pub(super) common: &'a MinterOptions,
    pub(super) subject: &'a str,
    /// The scopes, separated by spaces; the error is the first text that is not a scope.
    pub(super) scope: Result<String, Box<str>>,
    pub(super) claims: Option<T>,
    pub(super) more: ExtraClaims,
    pub(super) ttl: Option<Duration>,
    pub(super) not_before: Option<i64>,
    pub(super) audience: Option<Vec<Box<str>>>,
    pub(super) client: Option<&'a str>,
    pub(super) token_type: TokenType,
    /// The identifier of a session, and its CSRF value.
    pub(super) session: Option<(&'a str, Option<&'a str>)>,
    pub(super) authentication: Option<(i64, &'a Authentication)>,
    pub(super) is_fresh: bool,
    pub(super) headers: Cow<'a, Map<String, Value>>,
}

impl<'a, T: ClaimSet> Mint<'a, T> {
    pub(super) fn new(common: &'a MinterOptions, subject: &'a str) -> Self {
        Self {
            common,
            subject,
            scope: Ok(String::new()),
            claims: None,
            more: ExtraClaims::default(),
            ttl: None,
            not_before: None,
            audience: None,
            client: None,
            token_type: TokenType::ACCESS,
            session: None,
            authentication: None,
            is_fresh: false,
            headers: Cow::Borrowed(&common.headers),
        }
    }

    /// Grants these scopes; by default, none.
    pub fn scopes<S: AsRef<str>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scope = encode::scope(scopes);
        self
    }

    /// Sets the custom claims. May be left out if none of them is required.
    pub fn claims(mut self, claims: T) -> Self {
        self.claims = Some(claims);
        self
    }

    /// Adds members to the payload, besides the claims that have a type.
    ///
    /// A name that is a claim of the library or of the configuration is refused, not replaced.
    pub fn extend(mut self, more: ExtraClaims) -> Self {
        self.more = more;
        self
    }

    /// Makes the token valid for this time, in whole seconds, instead of the configured one.
    pub fn ttl(mut self, ttl: Duration) -> Self {
        self.ttl = Some(ttl);
        self
    }

    /// Makes the token valid from this time on, in seconds since the Unix epoch: `nbf` ([RFC 7519 §4.1.5]). Its lifetime
    /// still starts now.
    ///
    /// [RFC 7519 §4.1.5]: https://www.rfc-editor.org/rfc/rfc7519#section-4.1.5
    pub fn not_before(mut self, at: i64) -> Self {
        self.not_before = Some(at);
        self
    }

    /// Names these services in `aud` instead of the configured ones.
    pub fn audience<S: Into<Box<str>>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.audience = Some(names.into_iter().map(Into::into).collect());
        self
    }

    /// Names the client that the token is issued to, in `client_id` ([RFC 9068 §2.2]), instead of the first that is
    /// configured. If none is configured, it may be any client, and this service does not check it.
    ///
    /// [RFC 9068 §2.2]: https://www.rfc-editor.org/rfc/rfc9068#section-2.2
    pub fn client_id(mut self, id: &'a str) -> Self {
        self.client = Some(id);
        self
    }

    /// Puts the token into a session; `csrf` is the session's CSRF value.
    #[doc(hidden)]
    pub fn in_session(mut self, id: &'a str, csrf: Option<&'a str>) -> Self {
        self.session = Some((id, csrf));
        self
    }

    /// Sets when and how the user authenticated; `is_fresh` is whether that was for this token.
    #[doc(hidden)]
    pub fn authenticated(mut self, at: i64, how: &'a Authentication, is_fresh: bool) -> Self {
        self.authentication = Some((at, how));
        self.is_fresh = is_fresh;
        self
    }

    /// Mints a token of another type than an access token: no guard accepts it.
    pub fn token_type(mut self, token_type: &TokenType) -> Self {
        self.token_type = token_type.clone();
        self
    }

    /// Adds a member to the header. Verifiers ignore members that they do not know.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.headers.to_mut().insert(name.into(), value.into());
        self
    }
}

impl<T: ClaimSet> fmt::Debug for Mint<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mint")
            .field("token_type", &self.token_type)
            .finish_non_exhaustive()
    }
}
