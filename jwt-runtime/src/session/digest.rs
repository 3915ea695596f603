//! What is kept of a token in its place.

use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};

/// The digest of a refresh token: all that a store ever sees of one.
///
/// Whoever reads the store learns no token from it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenDigest([u8; 32]);

impl TokenDigest {
    /// A digest that was kept.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes to keep.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for TokenDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[digest]")
    }
}

/// What a revocation is about: one token, one session, or all that a subject had. A digest too, of 128 bits.
///
/// An issuer is part of it, so that a token of one is never taken for that of another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RevocationKey([u8; 16]);

impl RevocationKey {
    /// One token, by its claim `jti`. The issuer is `None` for tokens of this service.
    #[must_use]
    pub fn of_token(issuer: Option<&str>, id: &str) -> Self {
        Self::new(b't', issuer, id)
    }

    /// All access tokens of a session, by the claim `sid`. The issuer is `None` for sessions of this service.
    #[must_use]
    pub fn of_session(issuer: Option<&str>, id: &str) -> Self {
        Self::new(b's', issuer, id)
    }

    /// All tokens about a subject, by the claim `sub`, that are of no session and were issued before: tokens of a session
    /// are revoked by the key of that.
    #[must_use]
    pub fn of_subject(issuer: Option<&str>, subject: &str) -> Self {
        Self::new(b'u', issuer, subject)
    }

    fn new(kind: u8, issuer: Option<&str>, name: &str) -> Self {
        let issuer = issuer.unwrap_or_default();
        // The length of the first part keeps the two apart.
        let length = (issuer.len() as u64).to_be_bytes();
        let whole = [&[kind][..], &length, issuer.as_bytes(), name.as_bytes()].concat();
        let mut bytes = [0; 16];
        for (byte, digested) in bytes.iter_mut().zip(digest(&SHA256, &whole).as_ref()) {
            *byte = *digested;
        }
        Self(bytes)
    }

    /// A key that was kept.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The bytes to keep.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Debug for RevocationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[digest]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_revoked_is_told_from_everything_else() {
        let keys = [
            RevocationKey::of_token(None, "a"),
            RevocationKey::of_session(None, "a"),
            RevocationKey::of_subject(None, "a"),
            RevocationKey::of_token(Some("a"), ""),
            RevocationKey::of_token(Some("b"), "a"),
            RevocationKey::of_token(Some("ba"), ""),
            RevocationKey::of_token(Some(""), "ba"),
        ];
        for (position, key) in keys.iter().enumerate() {
            assert_eq!(keys.iter().position(|other| other == key), Some(position));
        }
    }
}
