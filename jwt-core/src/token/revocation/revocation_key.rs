//! `RevocationKey`: what names a token, a session or a subject in a store.

use std::fmt;
use std::sync::atomic::AtomicU64;

use super::owned_digest::owned_digest;
use super::session_owner::SessionOwner;

/// Names a token, a session or a subject in a store, so that it can be revoked: a digest of 128 bits.
///
/// The digest covers the owner and the issuer, so that keys of different services and issuers never collide.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RevocationKey([u8; 16]);

impl RevocationKey {
    /// One token, by its claim `jti`. The issuer is `None` for tokens of the owner.
    #[must_use]
    pub fn of_token(owner: &SessionOwner, issuer: Option<&str>, id: &str) -> Self {
        Self::new(b't', owner, issuer, id)
    }

    /// A session, and all access tokens of it, by the claim `sid`. The issuer is `None` for sessions of the owner.
    #[must_use]
    pub fn of_session(owner: &SessionOwner, issuer: Option<&str>, id: &str) -> Self {
        Self::new(b's', owner, issuer, id)
    }

    /// A subject, by the claim `sub`: all tokens about it that are of no session, and its sessions that began before it was
    /// revoked. The issuer is `None` for subjects of the owner.
    #[must_use]
    pub fn of_subject(owner: &SessionOwner, issuer: Option<&str>, subject: &str) -> Self {
        Self::new(b'u', owner, issuer, subject)
    }

    fn new(kind: u8, owner: &SessionOwner, issuer: Option<&str>, name: &str) -> Self {
        Self(owned_digest(kind, owner, issuer, name))
    }

    /// A key of these bytes, as a store kept them.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The bytes that a store keeps.
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

/// The keys under which a token can be revoked: its own, that of its session, and that of its subject.
pub(crate) struct RevocationKeys {
    pub token: Option<RevocationKey>,
    pub(crate) session: Option<RevocationKey>,
    pub(crate) subject: RevocationKey,
    /// When the token was issued.
    pub(crate) issued_at: Option<i64>,
    /// The version of the set of revocations in which none of the keys was found.
    pub(crate) good_at: AtomicU64,
}

impl RevocationKeys {
    pub(crate) const fn new(
        token: Option<RevocationKey>,
        session: Option<RevocationKey>,
        subject: RevocationKey,
        issued_at: Option<i64>,
    ) -> Self {
        Self {
            token,
            session,
            subject,
            issued_at,
            good_at: AtomicU64::new(0),
        }
    }

    /// All of them.
    pub(crate) fn all(&self) -> Vec<RevocationKey> {
        let all = [self.token, self.session, Some(self.subject)];
        all.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_revoked_is_told_from_everything_else() {
        let (shop, forum) = (SessionOwner::named("shop"), SessionOwner::named("forum"));
        let keys = [
            RevocationKey::of_token(&shop, None, "a"),
            RevocationKey::of_session(&shop, None, "a"),
            RevocationKey::of_subject(&shop, None, "a"),
            RevocationKey::of_token(&shop, Some("a"), ""),
            RevocationKey::of_token(&shop, Some("b"), "a"),
            RevocationKey::of_token(&shop, Some("ba"), ""),
            RevocationKey::of_token(&shop, Some(""), "ba"),
            RevocationKey::of_token(&shop, None, "ba"),
            RevocationKey::of_token(&forum, None, "a"),
            RevocationKey::of_session(&forum, None, "a"),
            RevocationKey::of_subject(&forum, None, "a"),
            RevocationKey::of_token(&forum, Some("b"), "a"),
        ];
        for (position, key) in keys.iter().enumerate() {
            assert_eq!(keys.iter().position(|other| other == key), Some(position));
        }
    }
}
