//! Verification: the order of the checks, and the reasons to refuse.

use super::compact::{Compact, decode, decode_exact};
use super::header::Header;
use super::payload;
use super::registered::{NumericDate, Registered};
use super::verified::Verified;
use crate::claim::ClaimSet;
use crate::key::{MAX_SIGNATURE_BYTES, VerifyingKey};

/// Why a token was refused. For logs and tests; a client learns only that its token is invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// Longer than the limit; not looked at.
    #[error("the token is too long")]
    TooLong,
    /// Not a compact JWS of JSON objects with claims of the right types.
    #[error("the token is malformed")]
    Malformed,
    /// The header has `crit` or `b64` (RFC 7515 §4.1.11, RFC 7797 §7).
    #[error("the token's header asks for an extension")]
    Extension,
    /// No key of this service has the algorithm and key id that the header names.
    #[error("the token was signed with no key known here")]
    UnknownKey,
    /// The signature is not that of the token under the key.
    #[error("the token's signature is wrong")]
    Signature,
    /// No `exp`, or it has passed (RFC 7519 §4.1.4).
    #[error("the token has expired")]
    Expired,
    /// `nbf` is still to come (RFC 7519 §4.1.5).
    #[error("the token is not valid yet")]
    NotYetValid,
    /// `iat` is still to come.
    #[error("the token was issued in the future")]
    IssuedInFuture,
    /// Valid for longer than any token may be.
    #[error("the token's lifetime is too long")]
    Lifetime,
    /// `iss` is not the configured issuer.
    #[error("the token is from another issuer")]
    Issuer,
    /// `aud` does not name this service, or names somebody while this service has no name.
    #[error("the token is for another audience")]
    Audience,
    /// Not an access token (RFC 9068 §2.1).
    #[error("the token is of another type")]
    Type,
    /// Bound to a key (`cnf`, RFC 7800), which a bearer cannot prove to hold.
    #[error("the token is bound to a key")]
    SenderConstrained,
    /// No `sub`, or an empty one.
    #[error("the token has no subject")]
    Subject,
    /// The user backend does not know the subject, or knows it as inactive.
    #[error("the token's subject is unknown or inactive")]
    UnknownSubject,
}

/// The longest token that is looked at, in bytes.
pub(crate) const MAX_TOKEN_BYTES: usize = 8192;
/// The longest time for which an access token may be valid, in seconds.
pub(crate) const MAX_LIFETIME: i64 = 24 * 60 * 60;

/// The most by which clocks may differ, in seconds; RFC 7519 §4.1.4 speaks of "no more than a few minutes".
pub(crate) const MAX_LEEWAY: i64 = 5 * 60;

/// Everything that verification needs, prepared once.
#[derive(Debug)]
pub(crate) struct Verifier {
    pub(crate) key: VerifyingKey,
    /// The encoded header of our own tokens: one that equals it needs no parsing.
    pub(crate) own_header: Box<str>,
    pub(crate) issuer: Option<Box<str>>,
    pub(crate) audience: Box<[Box<str>]>,
    /// In seconds.
    pub(crate) leeway: i64,
}

impl Verifier {
    /// Verifies an access token at the time `now`. The first check that fails is the answer.
    pub(crate) fn verify<T: ClaimSet>(
        &self,
        token: &str,
        now: i64,
    ) -> Result<Verified<T>, TokenError> {
        let compact = Compact::split(token, MAX_TOKEN_BYTES)?;
        let is_access_token = self.check_header(compact.header)?;
        self.check_signature(&compact)?;
        let json =
            String::from_utf8(decode(compact.payload)?).map_err(|_| TokenError::Malformed)?;
        let (claims, custom) = payload::parse::<T>(&json)?;
        let expires_at = self.check_times(&claims, now)?;
        self.check_issuer_and_audience(&claims)?;
        if !is_access_token {
            return Err(TokenError::Type);
        }
        if claims.sender_constrained {
            return Err(TokenError::SenderConstrained);
        }
        Ok(Verified {
            subject: claims
                .subject
                .filter(|subject| !subject.is_empty())
                .map(|subject| subject.0.into())
                .ok_or(TokenError::Subject)?,
            issuer: claims.issuer.map(|issuer| issuer.0.into()),
            id: claims.id.map(|id| id.0.into()),
            expires_at,
            issued_at: claims.issued_at.map(|at| at.ceil),
            scopes: claims.scopes,
            custom,
        })
    }

    /// Compares the header with the one key; whether the token is an access token is for later.
    fn check_header(&self, encoded: &str) -> Result<bool, TokenError> {
        if encoded == &*self.own_header {
            return Ok(true);
        }
        let json = String::from_utf8(decode(encoded)?).map_err(|_| TokenError::Malformed)?;
        let header = Header::parse(&json)?;
        if !self
            .key
            .is_named_by(header.algorithm.as_deref(), header.key_id.as_deref())
        {
            return Err(TokenError::UnknownKey);
        }
        Ok(header.is_access_token())
    }

    fn check_signature(&self, compact: &Compact<'_>) -> Result<(), TokenError> {
        let mut buffer = [0; MAX_SIGNATURE_BYTES];
        buffer
            .get_mut(..self.key.signature_bytes())
            .and_then(|buffer| decode_exact(compact.signature, buffer))
            .filter(|signature| self.key.verifies(compact.signed.as_bytes(), signature))
            .map(drop)
            .ok_or(TokenError::Signature)
    }

    /// `exp`, `nbf` and `iat`, each in its stricter rounding; saturating, because the dates are the sender's.
    fn check_times(&self, claims: &Registered<'_>, now: i64) -> Result<i64, TokenError> {
        let expires_at = claims.expires_at.ok_or(TokenError::Expired)?.floor;
        if now >= expires_at.saturating_add(self.leeway) {
            return Err(TokenError::Expired);
        }
        let is_ahead = |date: Option<NumericDate>| {
            date.is_some_and(|date| now < date.ceil.saturating_sub(self.leeway))
        };
        if is_ahead(claims.not_before) {
            return Err(TokenError::NotYetValid);
        }
        if is_ahead(claims.issued_at) {
            return Err(TokenError::IssuedInFuture);
        }
        let issued_at = claims.issued_at.map_or(now, |at| at.floor);
        if expires_at.saturating_sub(issued_at) > MAX_LIFETIME {
            return Err(TokenError::Lifetime);
        }
        Ok(expires_at)
    }

    fn check_issuer_and_audience(&self, claims: &Registered<'_>) -> Result<(), TokenError> {
        if self.issuer.is_some() && self.issuer.as_deref() != claims.issuer.as_deref() {
            return Err(TokenError::Issuer);
        }
        match &claims.audience {
            None if self.audience.is_empty() => Ok(()),
            Some(audience) if audience.names_one_of(&self.audience) => Ok(()),
            _ => Err(TokenError::Audience),
        }
    }
}
