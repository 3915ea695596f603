//! `KeyRing`: one key that signs and any number that verify, which can change while requests are served.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use arc_swap::ArcSwap;
use jwt_syntax::algorithm::Algorithm;

use super::ring_keys::{MAX_CANDIDATES, RingKeys};
use crate::key::bound::Key;
use crate::key::error::KeyError;

/// The keys of one issuer: one signs, any number verify. Cheap to clone; all clones share their keys.
///
/// Keys change while requests are served. A rotation that no client notices, on several machines:
///
/// 1. [`add`](Self::add) the new key on every machine: it verifies, and is published, before anything is signed with it.
/// 2. [`sign_with`](Self::sign_with) it.
/// 3. [`retire`](Self::retire) the old one at a time when its last token has expired.
///
/// On one machine, [`rotate`](Self::rotate) is all three.
///
/// A key verifies its own algorithm only, and may be replaced by one of another algorithm: during a rotation from `RS256` to
/// `ES256`, both verify until the old key ends. If the configuration lists `verify_algorithms`, keys for others cannot be
/// added.
///
/// ```
/// use jwt_guard::Algorithm;
/// use jwt_guard::key::{Key, KeyRing, Secret};
/// # let (old, new) = (Secret::random()?, Secret::random()?);
/// # let now = 1_800_000_000;
///
/// let ring = KeyRing::new(Key::secret(Algorithm::HS256, &old)?.with_id("2026-11"));
/// ring.rotate(Key::secret(Algorithm::HS256, &new)?.with_id("2026-12"), now + 24 * 60 * 60)?;
/// assert_eq!(ring.signing_key().and_then(|key| key.id().map(str::to_owned)).as_deref(), Some("2026-12"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct KeyRing(Arc<Ring>);

struct Ring {
    keys: ArcSwap<RingKeys>,
    /// Held while the ring is changed; readers do not wait for it.
    changing: Mutex<()>,
    /// The only algorithms that keys may have, if the configuration lists them.
    listed: OnceLock<Box<[Algorithm]>>,
    /// How often the ring was changed, so that caches can drop tokens of removed keys.
    changes: AtomicU64,
}

impl KeyRing {
    /// A ring with one key, which signs if it can and has no [end](Key::until).
    #[must_use]
    pub fn new(key: Key) -> Self {
        let key = Arc::new(key);
        Self(Arc::new(Ring {
            keys: ArcSwap::from_pointee(RingKeys {
                signing: Some(Arc::clone(&key)).filter(|key| key.signs() && !key.is_retired()),
                all: vec![key],
            }),
            changing: Mutex::new(()),
            listed: OnceLock::new(),
            changes: AtomicU64::new(0),
        }))
    }

    /// Adds a key that verifies, and is published if it has a public part. It does not sign until
    /// [`sign_with`](Self::sign_with) is called.
    ///
    /// # Errors
    ///
    /// If the key's identifier is longer than 256 bytes or that of another key of its algorithm, if secrets and public keys
    /// would be mixed (a token's sender could then choose between them), if the key has no identifier and three others of
    /// its algorithm have none either and verify still, or if it is for an algorithm that the configuration's
    /// `verify_algorithms` does not list.
    pub fn add(&self, key: Key) -> Result<(), KeyError> {
        self.check_listed(&key)?;
        self.change(|keys| keys.add(Arc::new(key), 1))
    }

    /// Adds a key of a published set, in which several keys may have one identifier, and the same key may occur twice.
    pub(crate) fn add_published(&self, key: Key) -> Result<(), KeyError> {
        let is_there = |other: &Arc<Key>| other.id() == key.id() && other.is_same(&key);
        if self.keys().iter().any(is_there) {
            return Ok(());
        }
        self.change(|keys| keys.add(Arc::new(key), MAX_CANDIDATES))
    }

    /// Makes the key with this identifier sign from now on; the previous key still verifies.
    ///
    /// # Errors
    ///
    /// If there is no such key, if it only verifies, if it has an end, or if several keys have the identifier.
    pub fn sign_with(&self, id: &str) -> Result<(), KeyError> {
        self.change(|keys| {
            let key = match &*keys.named(id)? {
                [key] => Arc::clone(key),
                _ => {
                    return Err(KeyError::new(
                        format!("several keys with the identifier `{id}`"),
                        "a `kid` that one key has",
                    ));
                }
            };
            if !key.signs() {
                return Err(KeyError::new(
                    format!("the public key `{id}`"),
                    "a key that can sign",
                ));
            }
            check_can_sign(&key)?;
            keys.signing = Some(key);
            Ok(())
        })
    }

    /// Adds a key and signs with it, in one step; the previous key verifies until `retire_at`, in seconds since the Unix
    /// epoch, which should be no earlier than its last token expires.
    ///
    /// # Errors
    ///
    /// Those of [`add`](Self::add), and if the key only verifies or has an [end](Key::until).
    pub fn rotate(&self, key: Key, retire_at: i64) -> Result<(), KeyError> {
        if !key.signs() {
            return Err(KeyError::new("a public key", "a key that can sign"));
        }
        check_can_sign(&key)?;
        self.check_listed(&key)?;
        self.change(|keys| {
            let key = Arc::new(key);
            keys.add(Arc::clone(&key), 1)?;
            if let Some(before) = keys.signing.replace(key) {
                before.retire(retire_at);
            }
            Ok(())
        })
    }

    /// Ends the keys with this identifier at the time `at`, in seconds since the Unix epoch: they verify until then.
    ///
    /// # Errors
    ///
    /// If there is no such key, or if it is the key that signs.
    pub fn retire(&self, id: &str, at: i64) -> Result<(), KeyError> {
        self.change(|keys| {
            for key in keys.named_unless_signing(id)? {
                key.retire(at);
            }
            Ok(())
        })
    }

    /// Removes the keys with this identifier: their tokens are refused from now on, cached or not.
    ///
    /// # Errors
    ///
    /// If there is no such key, or if it is the key that signs: [`rotate`](Self::rotate) first.
    pub fn remove(&self, id: &str) -> Result<(), KeyError> {
        self.change(|keys| {
            for gone in keys.named_unless_signing(id)? {
                gone.retire(i64::MIN);
            }
            keys.all.retain(|key| key.id() != Some(id));
            Ok(())
        })
    }

    /// The key that signs; `None` if the ring only verifies.
    #[must_use]
    pub fn signing_key(&self) -> Option<Arc<Key>> {
        self.0.keys.load().signing.clone()
    }

    /// All keys, including those that have ended.
    #[must_use]
    pub fn keys(&self) -> Vec<Arc<Key>> {
        self.0.keys.load().all.clone()
    }

    /// Refuses keys for other algorithms from now on.
    #[doc(hidden)]
    pub fn restrict_to(&self, listed: &[Algorithm]) {
        // Set once, by the configuration that made the ring.
        let _ = self.0.listed.set(listed.into());
    }

    fn check_listed(&self, key: &Key) -> Result<(), KeyError> {
        let algorithm = key.algorithm();
        match self.0.listed.get() {
            Some(listed) if !listed.contains(&algorithm) => Err(KeyError::new(
                format!("a key for {algorithm}, which `verify_algorithms` does not list"),
                "a key for one of the listed algorithms, or the setting left out: each key then verifies its own",
            )),
            _ => Ok(()),
        }
    }

    /// Calls `visit` with each key, the one that signs first, and with the same key for other algorithms after each.
    #[doc(hidden)]
    pub fn for_each(&self, mut visit: impl FnMut(&Arc<Key>)) {
        let keys = self.0.keys.load();
        let signing = keys.signing.as_ref();
        let is_idle = |key: &&Arc<Key>| signing.is_none_or(|signing| !Arc::ptr_eq(signing, key));
        signing
            .into_iter()
            .chain(keys.all.iter().filter(is_idle))
            .flat_map(Key::with_other_algorithms)
            .for_each(&mut visit);
    }

    /// Refuses a ring with an identifier of more than 256 bytes.
    #[doc(hidden)]
    pub fn check_ids(&self) -> Result<(), KeyError> {
        self.keys().iter().try_for_each(|key| key.check_id())
    }

    /// The number of changes so far.
    #[inline]
    pub(crate) fn changes(&self) -> u64 {
        self.0.changes.load(Ordering::Acquire)
    }

    /// Changes the ring in one step, or not at all.
    fn change(
        &self,
        change: impl FnOnce(&mut RingKeys) -> Result<(), KeyError>,
    ) -> Result<(), KeyError> {
        // A poisoned lock is fine: a change is stored as a whole, at the end.
        let _changing = self
            .0
            .changing
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let mut keys = RingKeys::clone(&self.0.keys.load());
        change(&mut keys)?;
        self.0.keys.store(Arc::new(keys));
        self.0.changes.fetch_add(1, Ordering::Release);
        Ok(())
    }
}

/// Refuses a key with an end as the one that signs: its last tokens would be refused.
fn check_can_sign(key: &Key) -> Result<(), KeyError> {
    if key.is_retired() {
        return Err(KeyError::new(
            "a key that verifies only until some time",
            "a key without an end",
        ));
    }
    Ok(())
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = self.0.keys.load();
        f.debug_struct("KeyRing")
            .field("signing", &keys.signing)
            .field("keys", &keys.all)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use jwt_syntax::algorithm::Algorithm;

    use super::*;
    use crate::key::Secret;

    const ED25519_PUBLIC: &str =
        r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;

    fn secret(id: Option<&str>) -> Key {
        let key = Key::secret(Algorithm::HS256, &Secret::random().unwrap()).unwrap();
        match id {
            Some(id) => key.with_id(id),
            None => key,
        }
    }

    fn public() -> Key {
        Key::public(Algorithm::EdDSA, ED25519_PUBLIC).unwrap()
    }

    fn signing(ring: &KeyRing) -> Option<String> {
        ring.signing_key()?.id().map(str::to_owned)
    }

    fn found(result: Result<(), KeyError>) -> String {
        result.map_or_else(|error| error.found, |()| "done".into())
    }

    #[test]
    fn rotation_signs_with_the_new_key_and_retires_the_old_one() {
        let ring = KeyRing::new(secret(Some("old")));
        let old = ring.signing_key().unwrap();
        ring.rotate(secret(Some("new")), 100).unwrap();
        assert_eq!(signing(&ring).as_deref(), Some("new"));
        assert!(old.is_live(99) && !old.is_live(100));
        assert!(ring.signing_key().unwrap().is_live(i64::MAX - 1));
    }

    #[test]
    fn an_added_key_does_not_sign_before_it_is_told_to() {
        let ring = KeyRing::new(secret(Some("a")));
        ring.add(secret(Some("b"))).unwrap();
        assert_eq!(signing(&ring).as_deref(), Some("a"));
        ring.sign_with("b").unwrap();
        assert_eq!(signing(&ring).as_deref(), Some("b"));
        assert_eq!(found(ring.sign_with("c")), "no key with the identifier `c`");
    }

    #[test]
    fn the_key_that_signs_cannot_go() {
        let ring = KeyRing::new(secret(Some("a")));
        assert_eq!(found(ring.remove("a")), "the key `a`, which signs");
        assert_eq!(found(ring.retire("a", 0)), "the key `a`, which signs");
        ring.rotate(secret(Some("b")), 100).unwrap();
        let before = ring.changes();
        assert_eq!(found(ring.remove("a")), "done");
        assert!(ring.changes() > before);
        assert_eq!(ring.keys().len(), 1);
    }

    #[test]
    fn a_key_that_retires_does_not_sign() {
        let ring = KeyRing::new(secret(Some("a")));
        ring.rotate(secret(Some("b")), 100).unwrap();
        let retired = "a key that verifies only until some time";
        assert_eq!(found(ring.sign_with("a")), retired);
        assert_eq!(
            found(ring.rotate(secret(Some("c")).until(100), 100)),
            retired
        );
        assert_eq!(signing(&ring).as_deref(), Some("b"));
        assert_eq!(ring.keys().len(), 2);
    }

    #[test]
    fn a_ring_of_a_key_that_retires_only_verifies() {
        let ring = KeyRing::new(secret(Some("a")).until(100));
        assert!(ring.signing_key().is_none());
        assert_eq!(found(ring.retire("a", 50)), "done");
    }

    #[test]
    fn keys_that_could_be_confused_are_refused() {
        let ring = KeyRing::new(secret(Some("a")));
        assert_eq!(
            found(ring.add(secret(Some("a")))),
            "two keys with the identifier `a`"
        );
        assert_eq!(
            found(ring.add(public())),
            "secrets and public keys in one ring"
        );
        assert_eq!(
            found(KeyRing::new(public()).add(secret(None))),
            "secrets and public keys in one ring"
        );
        for _ in 0..MAX_CANDIDATES {
            ring.add(secret(None)).unwrap();
        }
        assert_eq!(
            found(ring.add(secret(None))),
            "more than 3 keys without an identifier"
        );
    }

    #[test]
    fn an_identifier_has_an_end() {
        let ring = KeyRing::new(secret(Some("a")));
        assert_eq!(found(ring.add(secret(Some(&"b".repeat(256))))), "done");
        let long = || secret(Some(&"c".repeat(257)));
        assert_eq!(found(ring.add(long())), "a `kid` of 257 bytes");
        assert_eq!(found(ring.rotate(long(), 100)), "a `kid` of 257 bytes");
        assert_eq!(
            found(KeyRing::new(long()).check_ids()),
            "a `kid` of 257 bytes"
        );
    }

    #[test]
    fn a_key_without_an_identifier_makes_room_when_it_has_ended() {
        let ring = KeyRing::new(secret(None));
        for _ in 0..10 {
            assert_eq!(found(ring.rotate(secret(None), 1)), "done");
        }
        assert!(ring.keys().len() <= MAX_CANDIDATES, "{}", ring.keys().len());
        let live = KeyRing::new(secret(None));
        for _ in 1..MAX_CANDIDATES {
            assert_eq!(found(live.rotate(secret(None), i64::MAX - 1)), "done");
        }
        assert_eq!(
            found(live.rotate(secret(None), i64::MAX - 1)),
            "more than 3 keys without an identifier"
        );
    }

    #[test]
    fn a_key_of_an_algorithm_that_is_not_listed_is_refused() {
        let ring = KeyRing::new(secret(Some("a")));
        ring.restrict_to(&[Algorithm::HS256]);
        let longer = || {
            let key = Key::secret(Algorithm::HS512, &Secret::random().unwrap());
            key.unwrap().with_id("b")
        };
        let refused = "a key for HS512, which `verify_algorithms` does not list";
        assert_eq!(found(ring.add(longer())), refused);
        assert_eq!(found(ring.rotate(longer(), 100)), refused);
        assert_eq!(signing(&ring).as_deref(), Some("a"));
        assert_eq!(ring.keys().len(), 1);
        assert_eq!(found(ring.rotate(secret(Some("c")), 100)), "done");
    }

    #[test]
    fn a_key_that_only_verifies_does_not_sign() {
        let ring = KeyRing::new(public());
        assert!(ring.signing_key().is_none());
        let id = ring.keys()[0].id().unwrap().to_owned();
        assert_eq!(found(ring.sign_with(&id)), format!("the public key `{id}`"));
        assert_eq!(found(ring.rotate(public(), 0)), "a public key");
    }
}
