//! `SingleUseKey`: what names something in a store that can be used once.

use std::fmt;

use crate::token::{SessionOwner, owned_digest};

/// Tells these digests from those of a [`RevocationKey`](crate::session::RevocationKey).
const KIND: u8 = b'1';

/// Names something in a store that can be used once, such as the token of a link: a digest of 128 bits.
///
/// It must name one thing for ever: a store that has recorded its use does not distinguish it from another with the same key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SingleUseKey([u8; 16]);

impl SingleUseKey {
    /// One token, by its claim `jti` ([RFC 7519 §4.1.7]). The issuer is `None` for tokens of the owner.
    ///
    /// [RFC 7519 §4.1.7]: https://www.rfc-editor.org/rfc/rfc7519#section-4.1.7
    #[must_use]
    pub fn of_token(owner: &SessionOwner, issuer: Option<&str>, id: &str) -> Self {
        Self(owned_digest(KIND, owner, issuer, id))
    }

    /// A key of these bytes.
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

impl fmt::Debug for SingleUseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[digest]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::RevocationKey;

    #[test]
    fn tokens_of_other_owners_and_issuers_have_other_keys() {
        let (shop, forum) = (SessionOwner::named("shop"), SessionOwner::named("forum"));
        let keys = [
            SingleUseKey::of_token(&shop, None, "a"),
            SingleUseKey::of_token(&shop, None, "b"),
            SingleUseKey::of_token(&shop, Some(""), "a"),
            SingleUseKey::of_token(&shop, Some("a"), ""),
            SingleUseKey::of_token(&forum, None, "a"),
        ];
        for (position, key) in keys.iter().enumerate() {
            assert_eq!(keys.iter().position(|other| other == key), Some(position));
        }
        let revocation = RevocationKey::of_token(&shop, None, "a");
        assert_ne!(keys[0].as_bytes(), revocation.as_bytes());
    }
}
