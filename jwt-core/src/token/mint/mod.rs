//! One token in the making.

mod claims;
mod error;
mod id;

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use base64_simd::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

pub use error::MintError;
pub use id::random_id;

use super::minter::MinterOptions;
use super::token_type::TokenType;
use super::written;
use crate::authentication::Authentication;
use crate::claim::{ClaimSet, ExtraClaims, NoClaims};
use crate::key::{Key, Secret};

/// A token in the making; see `Auth::mint` and [`Minter::mint`](super::Minter::mint).
#[must_use = "nothing is minted before `.token()`"]
pub struct Mint<'a, T: ClaimSet = NoClaims> {
    common: &'a MinterOptions,
    subject: &'a str,
    /// The scopes with spaces between them, or the first that is none.
    scope: Result<String, Box<str>>,
    claims: Option<T>,
    more: ExtraClaims,
    ttl: Option<Duration>,
    not_before: Option<i64>,
    audience: Option<Vec<Box<str>>>,
    client: Option<&'a str>,
    token_type: TokenType,
    session: Option<(&'a str, Option<String>)>,
    authentication: Option<(i64, &'a Authentication)>,
    is_fresh: bool,
    headers: Cow<'a, Map<String, Value>>,
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

    /// Grants these scopes; without a call, none.
    pub fn scopes<S: AsRef<str>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scope = written::scope(scopes);
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

    /// Lets the token be valid for this time, in whole seconds, instead of the configured one.
    pub fn ttl(mut self, ttl: Duration) -> Self {
        self.ttl = Some(ttl);
        self
    }

    /// Lets the token be valid from this time on, in seconds since the Unix epoch, instead of at once: `nbf`
    /// ([RFC 7519 §4.1.5]). Its lifetime is counted from now.
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
    /// configured. If none is configured, it may be any, and nobody here looks at it.
    ///
    /// [RFC 9068 §2.2]: https://www.rfc-editor.org/rfc/rfc9068#section-2.2
    pub fn client_id(mut self, id: &'a str) -> Self {
        self.client = Some(id);
        self
    }

    /// Puts the token into a session; `csrf` is the digest of the value that its pages need.
    #[doc(hidden)]
    pub fn in_session(mut self, id: &'a str, csrf: Option<String>) -> Self {
        self.session = Some((id, csrf));
        self
    }

    /// Says when and how the user authenticated; `is_fresh` is whether that was for this token.
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

    /// Adds a member to the header. Who verifies ignores what it does not know.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.headers.to_mut().insert(name.into(), value.into());
        self
    }

    /// The signed token.
    ///
    /// It carries `iss`, `aud` and `client_id` if they are configured, `sub`, `exp`, `nbf`, `iat`, a random `jti` of 128
    /// bits, and what the other methods added.
    ///
    /// # Errors
    ///
    /// See [`MintError`]; none comes from the configuration, which was checked when the `Auth` was built.
    pub fn token(self) -> Result<String, MintError> {
        if self.common.key_per_user {
            return Err(MintError::KeyOfUser);
        }
        let Some(key) = self.common.keys.signing_key() else {
            return Err(MintError::NoSigningKey);
        };
        self.signed(&key, &key)
    }

    /// The token, signed with the key of its user: for a configuration with `key_per_user = "on"`.
    ///
    /// The secret is the one that [`UserBackend::user_secret`](crate::user::UserBackend::user_secret) gives for the subject;
    /// a token that was signed with another one is refused.
    ///
    /// ```
    /// # use jwt_guard::user::{BackendError, Credentials};
    /// # use jwt_guard::prelude::*;
    /// # #[derive(AuthConfig)]
    /// # #[auth(key_per_user = "on", users = Users)]
    /// # struct Api { secret: Secret }
    /// # struct Users;
    /// # impl UserBackend for Users {
    /// #   type Credentials = Credentials;
    /// #   type User = ();
    /// #   async fn authenticate(&self, _: Credentials) -> Result<Option<()>, BackendError> { Ok(None) }
    /// #   async fn retrieve_user(&self, _: &str) -> Result<Option<()>, BackendError> { Ok(None) }
    /// #   fn subject(&self, _: &()) -> String { String::new() }
    /// #   async fn user_secret(&self, subject: &str) -> Result<Option<Secret>, BackendError> {
    /// #       Ok((subject == "1").then(|| "7".into()))
    /// #   }
    /// # }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// # let auth = Auth::builder(Api { secret: Secret::random().unwrap() }).users(Users).build().unwrap();
    /// let secret = auth.user_secret("1").await.unwrap().expect("user 1 has a secret");
    /// let token = auth.mint("1").token_with(&secret).unwrap();
    /// assert_eq!(auth.verify_with_user_key(&token).await.unwrap().subject(), "1");
    ///
    /// assert!(auth.mint("1").token().is_err(), "it does not know the key");
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// See [`MintError`].
    pub fn token_with(self, secret: &Secret) -> Result<String, MintError> {
        if !self.common.key_per_user {
            return Err(MintError::NoKeyOfUser);
        }
        let key = self.common.keys.signing_key();
        let key = key.ok_or(MintError::NoSigningKey)?;
        let of_user = key.of_user(secret).ok_or(MintError::Unsigned)?;
        self.signed(&key, &of_user)
    }

    /// The token, under the header of one key, signed with it or with one that was derived from it.
    fn signed(&self, key: &Key, by: &Key) -> Result<String, MintError> {
        if self.subject.is_empty() {
            return Err(MintError::EmptySubject);
        }
        let Some(signing) = by.signing() else {
            return Err(MintError::NoSigningKey);
        };
        let profile = &self.common.profile;
        let Some(says) = profile.says(&self.token_type) else {
            return Err(MintError::TokenType(self.token_type.clone()));
        };
        let payload = self.payload(says)?;
        let other;
        let typ = match profile.type_claim {
            None => says,
            Some(_) => "JWT",
        };
        // A ring may sign for others too, whose tokens say something else of their type.
        let header = if typ == TokenType::ACCESS.as_str() && self.headers.is_empty() {
            key.access_token_header(|| written::header(key, typ, &self.headers))?
        } else {
            other = written::header(key, typ, &self.headers)?;
            &other
        };
        // Header, payload, the longest usual signature.
        let usual = payload.len().saturating_add(256);
        let mut token = String::with_capacity(
            header
                .len()
                .saturating_add(URL_SAFE_NO_PAD.encoded_length(usual)),
        );
        token.push_str(header);
        token.push('.');
        URL_SAFE_NO_PAD.encode_append(payload, &mut token);
        let Some(signature) = signing.sign(token.as_bytes()) else {
            return Err(MintError::Unsigned);
        };
        token.push('.');
        URL_SAFE_NO_PAD.encode_append(signature, &mut token);
        if token.len() > profile.max_token_bytes {
            return Err(MintError::TooLong(token.len()));
        }
        Ok(token)
    }
}

impl<T: ClaimSet> fmt::Debug for Mint<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mint")
            .field("token_type", &self.token_type)
            .finish_non_exhaustive()
    }
}
