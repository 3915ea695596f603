//! `JwkSet`: the public keys of a ring, as they are published (RFC 7517 §5).

use std::collections::BTreeMap;

use serde::Serialize;

use crate::key::bound::Key;
use crate::key::ring::KeyRing;

/// The public keys of a [`KeyRing`], as [RFC 7517 §5] writes them. It has no private part of any key, and no secret.
///
/// [RFC 7517 §5]: https://www.rfc-editor.org/rfc/rfc7517#section-5
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JwkSet {
    keys: Vec<BTreeMap<&'static str, String>>,
}

impl KeyRing {
    /// The public keys that verify at the time `now`, in seconds since the Unix epoch, to be published.
    ///
    /// ```
    /// use jwt_guard::Algorithm;
    /// use jwt_guard::key::{Key, KeyRing, Secret};
    ///
    /// let ring = KeyRing::new(Key::secret(Algorithm::HS256, &Secret::random()?)?);
    /// let set = serde_json::to_string(&ring.public_set(1_800_000_000))?;
    /// assert_eq!(set, r#"{"keys":[]}"#, "a secret is never published");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn public_set(&self, now: i64) -> JwkSet {
        let keys = self.keys();
        let live = keys.iter().filter(|key| key.is_live(now));
        JwkSet {
            keys: live.filter_map(|key| public_jwk(key)).collect(),
        }
    }
}

fn public_jwk(key: &Key) -> Option<BTreeMap<&'static str, String>> {
    let mut members: BTreeMap<_, _> = key.public_key()?.members().into_iter().collect();
    members.extend(key.id().map(|id| ("kid", id.to_owned())));
    members.insert("use", "sig".into());
    members.insert("alg", key.algorithm().name().into());
    Some(members)
}

#[cfg(test)]
mod tests {
    use jwt_syntax::algorithm::Algorithm;

    use super::*;
    use crate::key::{Ed25519Jwk, Secret};

    #[test]
    fn what_is_published_can_be_read_again_and_has_no_private_part() {
        let pair = Secret::from(Ed25519Jwk::generate().private);
        let ring = KeyRing::new(Key::private(Algorithm::EdDSA, &pair).unwrap());
        let text = serde_json::to_string(&ring.public_set(0)).unwrap();
        assert!(!text.contains("\"d\""));
        let read = KeyRing::of_public_set(&text, None).unwrap();
        assert_eq!(read.keys()[0].id(), ring.keys()[0].id());
        assert!(!read.keys()[0].signs());
    }

    #[test]
    fn a_retired_key_is_not_published() {
        let public = Ed25519Jwk::generate().public;
        let key = Key::public(Algorithm::EdDSA, &public).unwrap();
        let ring = KeyRing::new(key.with_id("a"));
        ring.retire("a", 100).unwrap();
        assert_eq!(ring.public_set(99).keys.len(), 1);
        assert_eq!(ring.public_set(100).keys.len(), 0);
    }
}
