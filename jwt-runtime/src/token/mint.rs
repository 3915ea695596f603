//! One token in the making.

use std::any::TypeId;
use std::fmt;
use std::time::Duration;

use aws_lc_rs::rand;
use base64_simd::{Out, URL_SAFE_NO_PAD};
use jwt_syntax::claim::is_reserved;
use serde_json::{Map, Value};

use super::limits::MAX_AUDIENCES;
use super::minter::Common;
use super::payload;
use super::registered::Registered;
use super::token_type::TokenType;
use super::written::{self, Custom, Named, Payload};
use crate::claim::{ClaimSet, ExtraClaims, NoClaims};
use crate::config::SubjectFormat;
use crate::key::{Key, Secret};
use crate::scope::contains;
use crate::user::Authentication;

/// Room for the payload of a usual token, so that it need not grow.
const USUAL_PAYLOAD_BYTES: usize = 512;

/// Why no token was minted. Whatever verification would refuse is refused here first.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MintError {
    /// The subject is empty: such a token is about nobody.
    #[error("the subject is empty; a token is about somebody")]
    EmptySubject,
    /// The configuration has claims that must be set, and none were given.
    #[error("the claims {0:?} are required; give them with `.claims(..)`")]
    MissingClaims(&'static [&'static str]),
    /// The configuration has `subject_format = "integer"`, and the subject is none.
    #[error("the subject is no integer, and `subject_format` says that it is")]
    NoInteger,
    /// The configuration requires a claim that is not given.
    #[error("a claim is not given that `required_claims` asks for")]
    RequiredClaim,
    /// A scope is empty or contains white space, which would make it two scopes (RFC 6749 §3.3).
    #[error("{0:?} is not one scope: a scope is not empty and has no white space")]
    Scope(Box<str>),
    /// A scope is not one of the configuration's vocabulary: `scopes = ..`.
    #[error("{0:?} is not a scope of this service; its vocabulary is the type in `scopes = ..`")]
    UnknownScope(Box<str>),
    /// The token would be for somebody else, or for nobody, and this service would refuse it.
    #[error(
        "the audience {0:?} is not one that this service has; a `Minter` of its own mints for other services"
    )]
    Audience(Box<str>),
    /// The token would name too many services, or one of them with an empty name.
    #[error("a token names up to 64 services, each with a name")]
    Audiences,
    /// The token would be issued to a client that the configuration does not name, and this service would refuse it; or to
    /// one without an identifier.
    #[error("{0:?} is not a client of this service; `client_id` lists them")]
    Client(Box<str>),
    /// The token would never be valid, or for longer than an access token may be.
    #[error(
        "the token would be valid for {0} seconds; an access token is for at least 1, and at most `max_lifetime`"
    )]
    Lifetime(i64),
    /// A header that the library sets itself, or that means something which it does not do.
    #[error("`{0}` is a header that cannot be set")]
    Header(Box<str>),
    /// Verification could not read the header: it nests deeper than 8, or has more than 32 members and elements.
    #[error("the header could not be read again: it is too deep, or has too many members")]
    UnverifiableHeader,
    /// A claim cannot be written as JSON, or is one that the library sets itself.
    #[error("the claims cannot be written as JSON: {0}")]
    Claims(#[source] serde_json::Error),
    /// Verification could not read the claims: they nest too deeply, have more than 256 members and elements, or a
    /// value that is written otherwise than it is read.
    #[error(
        "the claims could not be read again: they are too deep, too many, or written otherwise than read"
    )]
    Unverifiable,
    /// The `verify` of this claim refuses its value.
    #[error("the claim `{0}` has a value that its `verify` refuses")]
    Claim(&'static str),
    /// A member that was added to the payload is a claim of the library or of the configuration.
    #[error(
        "`{0}` is a claim of the library or the configuration; nothing can be added under its name"
    )]
    Taken(Box<str>),
    /// The token would be longer than verification accepts.
    #[error("the token would have {0} bytes, and so many are not accepted")]
    TooLong(usize),
    /// The configuration has no key that signs: it only verifies.
    #[error("the configuration has no key that signs; give it a `private_key`")]
    NoSigningKey,
    /// The configuration has `key_per_user = "on"`, and tokens are signed with the key of their user.
    #[error(
        "`key_per_user` is on: sign with `.token_with(&secret)`, whose secret `Auth::user_secret` gives"
    )]
    KeyOfUser,
    /// The configuration has no `key_per_user`, and a secret of a user was given.
    #[error("`key_per_user` is off: sign with `.token()`")]
    NoKeyOfUser,
    /// The key could not sign.
    #[error("the key could not sign")]
    Unsigned,
    /// The operating system gave no random bytes for `jti`.
    #[error("the operating system gave no random bytes")]
    NoRandomness,
}

/// A token in the making; see [`Auth::mint`](crate::auth::Auth::mint) and [`Minter::mint`](super::Minter::mint).
#[must_use = "nothing is minted before `.token()`"]
pub struct Mint<'a, T: ClaimSet = NoClaims> {
    common: &'a Common,
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
    headers: Map<String, Value>,
}

/// The length of an identifier in base64, in bytes.
const ID_LENGTH: usize = 22;

/// 128 random bits in base64: what nobody can guess, and nothing else has.
fn fill_id(text: &mut [u8; ID_LENGTH]) -> Option<&str> {
    let mut id = [0; 16];
    rand::fill(&mut id).ok()?;
    Some(&*URL_SAFE_NO_PAD.encode_as_str(&id, Out::from_slice(text)))
}

/// A new identifier.
pub(crate) fn random_id() -> Option<String> {
    fill_id(&mut [0; ID_LENGTH]).map(str::to_owned)
}

impl<'a, T: ClaimSet> Mint<'a, T> {
    pub(super) fn new(common: &'a Common, subject: &'a str) -> Self {
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
            headers: common.headers.clone(),
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
    pub(crate) fn in_session(mut self, id: &'a str, csrf: Option<String>) -> Self {
        self.session = Some((id, csrf));
        self
    }

    /// Says when and how the user authenticated; `is_fresh` is whether that was for this token.
    pub(crate) fn authenticated(
        mut self,
        at: i64,
        how: &'a Authentication,
        is_fresh: bool,
    ) -> Self {
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
        self.headers.insert(name.into(), value.into());
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
        let key = self.common.keys.signing_key();
        let key = key.ok_or(MintError::NoSigningKey)?;
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
        let signing = by.signing().ok_or(MintError::NoSigningKey)?;
        let payload = self.payload()?;
        let other;
        let profile = &self.common.profile;
        let typ = match profile.type_claim {
            None => profile.says(&self.token_type),
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
        let signature = signing.sign(token.as_bytes()).ok_or(MintError::Unsigned)?;
        token.push('.');
        URL_SAFE_NO_PAD.encode_append(signature, &mut token);
        if token.len() > profile.max_token_bytes {
            return Err(MintError::TooLong(token.len()));
        }
        Ok(token)
    }

    fn payload(&self) -> Result<Vec<u8>, MintError> {
        let unset;
        let custom = match &self.claims {
            Some(claims) => claims,
            None => {
                unset = T::unset().ok_or(MintError::MissingClaims(T::REQUIRED))?;
                &unset
            }
        };
        let now = self.common.clock.now();
        let profile = &self.common.profile;
        let configured = profile.not_before.map(|offset| now.saturating_add(offset));
        let not_before = self.not_before.or(configured);
        if profile.subject_format == SubjectFormat::Integer && self.subject.parse::<i64>().is_err()
        {
            return Err(MintError::NoInteger);
        }
        let mut jti = [0; ID_LENGTH];
        let jti = profile
            .id
            .then(|| fill_id(&mut jti).ok_or(MintError::NoRandomness))
            .transpose()?;
        let session = self.session.as_ref();
        let authentication = self.authentication;
        let mut payload = Vec::with_capacity(USUAL_PAYLOAD_BYTES);
        let claims = Payload {
            named: Named {
                profile,
                subject: self.subject,
                scope: self.scope_checked()?,
                token_type: profile.says(&self.token_type),
            },
            iss: self.common.issuer.as_deref(),
            aud: self.audience_checked()?,
            client_id: self.client_checked()?,
            exp: self.expires_at(now, not_before.unwrap_or(now))?,
            nbf: not_before,
            iat: profile.issued_at.then_some(now),
            jti,
            sid: session.map(|(id, _)| *id),
            csrf: session.and_then(|(_, csrf)| csrf.as_deref()),
            auth_time: authentication.map(|(at, _)| at),
            acr: authentication.and_then(|(_, how)| how.class()),
            amr: authentication
                .map(|(_, how)| how.methods())
                .unwrap_or_default(),
            fresh: self.is_fresh.then_some(true),
            custom: Custom(custom),
            more: Custom(self.more_checked()?),
        };
        serde_json::to_writer(&mut payload, &claims).map_err(MintError::Claims)?;
        // What verification could not read must not be signed: too many members, NaN that became null, .. Without
        // custom claims, nothing of the kind can happen but for what is required.
        let is_plain = TypeId::of::<T>() == TypeId::of::<NoClaims>() && self.more.is_empty();
        if !is_plain || !profile.required.is_empty() {
            let json = str::from_utf8(&payload).map_err(|_| MintError::Unverifiable)?;
            let mut read = Registered::new(profile, None);
            let custom: T = payload::parse(json, &mut read).map_err(|_| MintError::Unverifiable)?;
            custom.verify().map_err(MintError::Claim)?;
            if self.token_type == TokenType::ACCESS && !read.has_required() {
                return Err(MintError::RequiredClaim);
            }
            // Whatever the claims say: a token grants what was asked for, and nothing else.
            let granted = self.scope.as_deref().unwrap_or_default();
            if !read.take_scopes().iter().eq(granted.split_terminator(' ')) {
                return Err(MintError::Unverifiable);
            }
        }
        Ok(payload)
    }

    /// What is added, under names that are free.
    fn more_checked(&self) -> Result<&ExtraClaims, MintError> {
        let profile = &self.common.profile;
        let is_taken = |name: &str| {
            is_reserved(name)
                || T::NAMES.contains(&name)
                || profile.named_claims().any(|claim| claim == name)
                || profile
                    .scopes_path()
                    .is_some_and(|(first, _)| first == name)
        };
        match self.more.iter().find(|(name, _)| is_taken(name)) {
            Some((name, _)) => Err(MintError::Taken(name.into())),
            None => Ok(&self.more),
        }
    }

    fn expires_at(&self, now: i64, not_before: i64) -> Result<i64, MintError> {
        let ttl = match self.ttl {
            None => self.common.access_ttl,
            Some(ttl) => i64::try_from(ttl.as_secs()).unwrap_or(i64::MAX),
        };
        let most = self.common.profile.max_lifetime;
        let is_too_long = self.token_type == TokenType::ACCESS && ttl > most;
        let expires_at = now.saturating_add(ttl);
        if is_too_long || expires_at <= not_before.max(now) {
            let valid = expires_at.saturating_sub(not_before.max(now));
            return Err(MintError::Lifetime(valid));
        }
        Ok(expires_at)
    }

    fn scope_checked(&self) -> Result<&str, MintError> {
        let scope = self.scope.as_deref();
        let scope = scope.map_err(|scope| MintError::Scope(scope.clone()))?;
        if self.common.scopes.is_some() {
            let mut scopes = scope.split(' ').filter(|scope| !scope.is_empty());
            if let Some(unknown) = scopes.find(|scope| !contains(self.common.scopes, scope)) {
                return Err(MintError::UnknownScope(unknown.into()));
            }
        }
        Ok(scope)
    }

    fn client_checked(&self) -> Result<Option<&str>, MintError> {
        let configured = &self.common.clients;
        let Some(client) = self.client else {
            return Ok(configured.first().map(|first| &**first));
        };
        let is_known = configured.is_empty() || configured.iter().any(|known| **known == *client);
        if client.is_empty() || !is_known {
            return Err(MintError::Client(client.into()));
        }
        Ok(Some(client))
    }

    fn audience_checked(&self) -> Result<&[Box<str>], MintError> {
        let configured = &self.common.audience;
        let Some(audience) = &self.audience else {
            return Ok(configured);
        };
        if audience.len() > MAX_AUDIENCES || audience.iter().any(|name| name.is_empty()) {
            return Err(MintError::Audiences);
        }
        if !self.common.for_others {
            if let Some(other) = audience.iter().find(|name| !configured.contains(name)) {
                return Err(MintError::Audience(other.clone()));
            }
            if audience.is_empty() && !configured.is_empty() {
                return Err(MintError::Audience(Box::default()));
            }
        }
        Ok(audience)
    }
}

impl<T: ClaimSet> fmt::Debug for Mint<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mint")
            .field("token_type", &self.token_type)
            .finish_non_exhaustive()
    }
}
