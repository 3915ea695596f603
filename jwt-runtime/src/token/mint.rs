//! Minting access tokens.

use std::fmt;

use aws_lc_rs::rand;
use base64_simd::URL_SAFE_NO_PAD;
use jwt_syntax::algorithm::Algorithm;
use serde::{Serialize, Serializer};

use super::header::ACCESS_TOKEN;
use super::payload;
use super::verify::MAX_TOKEN_BYTES;
use crate::auth::Auth;
use crate::claim::ClaimSet;
use crate::config::AuthConfig;
use crate::key::{MAX_SIGNATURE_BYTES, PrivateKey};
use crate::scope::ScopeSet;

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
    /// A scope is empty or contains white space, which would make it two scopes (RFC 6749 §3.3).
    #[error("{0:?} is not one scope: a scope is not empty and has no white space")]
    Scope(Box<str>),
    /// A claim cannot be written as JSON.
    #[error("the claims cannot be written as JSON")]
    Claims(#[source] serde_json::Error),
    /// Verification could not read the claims: they nest too deeply, have more than 256 members and elements, or a
    /// value that is written otherwise than it is read.
    #[error(
        "the claims could not be read again: they are too deep, too many, or written otherwise than read"
    )]
    Unverifiable,
    /// The token would be longer than verification accepts.
    #[error("the token would have {0} bytes; at most {MAX_TOKEN_BYTES} are accepted")]
    TooLong(usize),
    /// The configuration has no key that signs: it only verifies.
    #[error("the configuration has no key that signs; give it a `private_key`")]
    NoSigningKey,
    /// The key could not sign.
    #[error("the key could not sign")]
    Unsigned,
    /// The operating system gave no random bytes for `jti`.
    #[error("the operating system gave no random bytes")]
    NoRandomness,
}

/// Everything that minting needs, prepared once.
#[derive(Debug)]
pub(crate) struct Minter {
    pub(crate) key: PrivateKey,
    pub(crate) header: Box<str>,
    pub(crate) issuer: Option<Box<str>>,
    pub(crate) audience: Box<[Box<str>]>,
    /// In seconds.
    pub(crate) access_ttl: i64,
}

impl Minter {
    /// The encoded header of every access token of a key.
    pub(crate) fn header(algorithm: Algorithm, key_id: Option<&str>) -> Box<str> {
        #[derive(Serialize)]
        struct Header<'a> {
            typ: &'a str,
            alg: &'a str,
            #[serde(skip_serializing_if = "Option::is_none")]
            kid: Option<&'a str>,
        }
        let header = Header {
            typ: ACCESS_TOKEN,
            alg: algorithm.name(),
            kid: key_id,
        };
        // Three strings always make JSON.
        let json = serde_json::to_vec(&header).unwrap_or_default();
        URL_SAFE_NO_PAD.encode_to_string(json).into()
    }

    fn mint<T: ClaimSet>(
        &self,
        subject: &str,
        scopes: &ScopeSet,
        custom: &T,
        now: i64,
    ) -> Result<String, MintError> {
        if subject.is_empty() {
            return Err(MintError::EmptySubject);
        }
        let mut id = [0; 16];
        rand::fill(&mut id).map_err(|_| MintError::NoRandomness)?;
        let payload = serde_json::to_vec(&Payload {
            iss: self.issuer.as_deref(),
            sub: subject,
            aud: &self.audience,
            exp: now.saturating_add(self.access_ttl),
            nbf: now,
            iat: now,
            jti: URL_SAFE_NO_PAD.encode_to_string(id),
            scope: delimited(scopes)?,
            custom: Custom(custom),
        })
        .map_err(MintError::Claims)?;
        // What verification could not read must not be signed: too many members, NaN that became null, ..
        str::from_utf8(&payload)
            .ok()
            .and_then(|json| payload::parse::<T>(json).ok())
            .ok_or(MintError::Unverifiable)?;
        let mut token = String::from(&*self.header);
        token.push('.');
        URL_SAFE_NO_PAD.encode_append(payload, &mut token);
        let mut buffer = [0; MAX_SIGNATURE_BYTES];
        let signature = self.key.sign(token.as_bytes(), &mut buffer);
        let signature = signature.ok_or(MintError::Unsigned)?;
        token.push('.');
        URL_SAFE_NO_PAD.encode_append(signature, &mut token);
        if token.len() > MAX_TOKEN_BYTES {
            return Err(MintError::TooLong(token.len()));
        }
        Ok(token)
    }
}

fn delimited(scopes: &ScopeSet) -> Result<String, MintError> {
    let mut text = String::new();
    for scope in scopes {
        if scope.is_empty() || scope.contains(char::is_whitespace) {
            return Err(MintError::Scope(scope.into()));
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(scope);
    }
    Ok(text)
}

#[derive(Serialize)]
#[serde(bound = "")]
struct Payload<'a, T: ClaimSet> {
    #[serde(skip_serializing_if = "Option::is_none")]
    iss: Option<&'a str>,
    sub: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty", serialize_with = "audience")]
    aud: &'a [Box<str>],
    exp: i64,
    nbf: i64,
    iat: i64,
    jti: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    scope: String,
    #[serde(flatten)]
    custom: Custom<'a, T>,
}

/// One name is written as a string, several as a list.
fn audience<S: Serializer>(names: &[Box<str>], serializer: S) -> Result<S::Ok, S::Error> {
    match names {
        [name] => name.serialize(serializer),
        names => names.serialize(serializer),
    }
}

struct Custom<'a, T>(&'a T);

impl<T: ClaimSet> Serialize for Custom<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_claims(serializer)
    }
}

/// An access token in the making; see [`Auth::mint`].
#[must_use = "nothing is minted before `.token()`"]
pub struct Mint<'a, C: AuthConfig> {
    auth: &'a Auth<C>,
    subject: &'a str,
    scopes: ScopeSet,
    claims: Option<C::Claims>,
}

impl<'a, C: AuthConfig> Mint<'a, C> {
    pub(crate) fn new(auth: &'a Auth<C>, subject: &'a str) -> Self {
        Self {
            auth,
            subject,
            scopes: ScopeSet::none(),
            claims: None,
        }
    }

    /// Grants these scopes; without a call, none.
    pub fn scopes<S: Into<Box<str>>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = scopes.into_iter().collect();
        self
    }

    /// Sets the custom claims. May be left out if none of them is required.
    pub fn claims(mut self, claims: C::Claims) -> Self {
        self.claims = Some(claims);
        self
    }

    /// The signed token.
    ///
    /// # Errors
    ///
    /// See [`MintError`]; none comes from the configuration, which was checked when the `Auth` was built.
    pub fn token(self) -> Result<String, MintError> {
        let claims = self
            .claims
            .or_else(C::Claims::unset)
            .ok_or(MintError::MissingClaims(C::Claims::REQUIRED))?;
        self.auth.minter().ok_or(MintError::NoSigningKey)?.mint(
            self.subject,
            &self.scopes,
            &claims,
            self.auth.now(),
        )
    }
}

impl<C: AuthConfig> fmt::Debug for Mint<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mint")
            .field("config", &C::NAME)
            .finish_non_exhaustive()
    }
}
