//! `Key`: a key that is bound to one algorithm.

use std::fmt;
use std::ptr;
use std::slice;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};

use aws_lc_rs::hkdf;
use jwt_syntax::algorithm::Algorithm;

use super::verifying_key::VerifyingKey;
use crate::key::error::KeyError;
use crate::key::key_id::check_id;
use crate::key::private::PrivateKey;
use crate::key::public::{PublicKey, expectation};
use crate::key::secret::{HmacKey, Secret, secret_bytes, short_secret_bytes};
use crate::key::text::KeyText;

/// A key bound to one algorithm ([RFC 8725 §3.1]): a secret, a key pair, or a public key that only verifies.
///
/// ```
/// use jwt_guard::Algorithm;
/// use jwt_guard::key::{Key, Secret};
///
/// let key = Key::secret(Algorithm::HS256, &Secret::from("wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e"))?.with_id("2026-11");
/// assert_eq!(key.id(), Some("2026-11"));
/// assert!(Key::secret(Algorithm::HS256, &Secret::from("too short")).is_err());
/// # Ok::<(), jwt_guard::key::KeyError>(())
/// ```
///
/// A clone has the same material, but its own end: it can be retired in one [`KeyRing`](crate::key::KeyRing) while the other
/// still verifies elsewhere.
///
/// [RFC 8725 §3.1]: https://www.rfc-editor.org/rfc/rfc8725#section-3.1
pub struct Key {
    algorithm: Algorithm,
    id: Option<Box<str>>,
    /// Shared between clones.
    signing: Option<Arc<PrivateKey>>,
    verifying: VerifyingKey,
    /// The public key; `None` for a secret.
    public: Option<PublicKey>,
    /// When the key ends, in seconds since the Unix epoch. Changes while the key is in use.
    until: AtomicI64,
    /// The encoded header of the access tokens that the key signs, made for the first one.
    access_token_header: OnceLock<Box<str>>,
    /// The same secret or key pair for other algorithms, which only verify.
    others: Vec<Arc<Self>>,
    /// The secret that the keys of users are derived from; `None` for a key pair.
    user_key_secret: Option<hkdf::Prk>,
}

/// Separates this use of the secret from every other (RFC 5869 §3.2).
const USER_LABEL: &[u8] = b"jwt-guard user key ";

impl Key {
    /// A secret that signs and verifies, for `HS256`, `HS384` or `HS512`. It has no identifier unless
    /// [`with_id`](Self::with_id) gives one: a thumbprint would publish its hash.
    ///
    /// # Errors
    ///
    /// If the secret is shorter than the hash ([RFC 7518 §3.2]), guessable, or a key in another form, or if its file cannot
    /// be read.
    ///
    /// [RFC 7518 §3.2]: https://www.rfc-editor.org/rfc/rfc7518#section-3.2
    pub fn secret(algorithm: Algorithm, secret: &Secret) -> Result<Self, KeyError> {
        Self::of_bytes(algorithm, &secret_bytes(secret, algorithm)?)
    }

    /// The same with a secret of any strength, for the setting `short_secret`.
    #[doc(hidden)]
    pub fn short_secret(algorithm: Algorithm, secret: &Secret) -> Result<Self, KeyError> {
        Self::of_bytes(algorithm, &short_secret_bytes(secret)?)
    }

    /// A secret of these bytes, without a check of its strength.
    pub(crate) fn of_bytes(algorithm: Algorithm, secret: &[u8]) -> Result<Self, KeyError> {
        let key = HmacKey::new(algorithm, secret)
            .ok_or_else(|| KeyError::new("a secret", expectation(algorithm)))?;
        Ok(Self {
            user_key_secret: Some(hkdf::Salt::none(hkdf::HKDF_SHA256).extract(secret)),
            ..Self::hmac(algorithm, key)
        })
    }

    fn hmac(algorithm: Algorithm, key: HmacKey) -> Self {
        Self::new(
            algorithm,
            None,
            Some(PrivateKey::Hmac(Box::new(key.clone()))),
            VerifyingKey::hmac(key),
            None,
        )
    }

    /// The key of a user for the same algorithm, with the same identifier; `None` for a key pair.
    ///
    /// The key is derived from the secret of this key, which makes it unguessable, and from the user's secret, which makes
    /// it unique. The user's secret may therefore be any text, and is not checked.
    pub(crate) fn derive_user_key(&self, secret: &Secret) -> Option<Self> {
        let info = [
            USER_LABEL,
            self.algorithm.name().as_bytes(),
            b" ",
            secret.expose().as_bytes(),
        ];
        let key = HmacKey::expand(self.algorithm, self.user_key_secret.as_ref()?, &info)?;
        Some(Self {
            id: self.id.clone(),
            ..Self::hmac(self.algorithm, key)
        })
    }

    /// A private key that signs, and whose public part verifies: PEM, a JWK, or `file:` and a path.
    ///
    /// Its identifier is that of the JWK, or the thumbprint of [RFC 7638].
    ///
    /// # Errors
    ///
    /// If the text is no private key that fits the algorithm.
    ///
    /// [RFC 7638]: https://www.rfc-editor.org/rfc/rfc7638
    pub fn private(algorithm: Algorithm, text: &Secret) -> Result<Self, KeyError> {
        let key = Self::of_text(KeyText::read(text, algorithm)?, algorithm)?;
        if key.signs() {
            Ok(key)
        } else {
            Err(KeyError::new(
                "a public key",
                "a private key; one that only verifies is given as a public key",
            ))
        }
    }

    /// A public key, which only verifies: PEM, a certificate, a JWK, or `file:` and a path.
    ///
    /// Its identifier is that of the JWK, or the thumbprint of [RFC 7638].
    ///
    /// # Errors
    ///
    /// If the text is no public key that fits the algorithm.
    ///
    /// [RFC 7638]: https://www.rfc-editor.org/rfc/rfc7638
    pub fn public(algorithm: Algorithm, text: &str) -> Result<Self, KeyError> {
        let key = Self::of_text(KeyText::read(&Secret::from(text), algorithm)?, algorithm)?;
        if key.signs() {
            Err(KeyError::new(
                "a private key",
                "a public key: what only verifies must not be able to sign",
            ))
        } else {
            Ok(key)
        }
    }

    #[doc(hidden)]
    pub fn of_text(text: KeyText, algorithm: Algorithm) -> Result<Self, KeyError> {
        let verifying = VerifyingKey::public(&text.public, algorithm)?;
        let id = text.id.unwrap_or_else(|| text.public.thumbprint().into());
        Ok(Self::new(
            algorithm,
            Some(id),
            text.private,
            verifying,
            Some(text.public),
        ))
    }

    fn new(
        algorithm: Algorithm,
        id: Option<Box<str>>,
        signing: Option<PrivateKey>,
        verifying: VerifyingKey,
        public: Option<PublicKey>,
    ) -> Self {
        Self {
            algorithm,
            id,
            signing: signing.map(Arc::new),
            verifying,
            public,
            until: AtomicI64::new(i64::MAX),
            access_token_header: OnceLock::new(),
            others: Vec::new(),
            user_key_secret: None,
        }
    }

    /// Sets the identifier of the key, `kid` ([RFC 7515 §4.1.4]).
    ///
    /// At most 256 bytes: a longer identifier is an error when the key is added to a ring, or when the `Auth` is built.
    ///
    /// [RFC 7515 §4.1.4]: https://www.rfc-editor.org/rfc/rfc7515#section-4.1.4
    #[must_use]
    pub fn with_id(mut self, id: impl Into<Box<str>>) -> Self {
        let id = id.into();
        let renamed = |other: &Arc<Self>| Arc::new(Self::clone(other).with_id(id.clone()));
        self.others = self.others.iter().map(renamed).collect();
        self.id = Some(id);
        // The header has the identifier.
        self.access_token_header = OnceLock::new();
        self
    }

    /// Refuses an identifier of more than 256 bytes.
    #[doc(hidden)]
    pub fn check_id(&self) -> Result<(), KeyError> {
        self.id().map_or(Ok(()), check_id)
    }

    #[doc(hidden)]
    pub fn without_signing(mut self) -> Self {
        self.signing = None;
        self
    }

    pub(crate) fn without_id(mut self) -> Self {
        self.id = None;
        self
    }

    /// Lets the same secret or key pair verify another algorithm too, with the same identifier and the same end.
    #[doc(hidden)]
    pub fn also_verifying(mut self, mut same: Self) -> Self {
        same.id.clone_from(&self.id);
        self.others.push(Arc::new(same.without_signing()));
        self
    }

    /// The key, and the same key for other algorithms.
    pub(crate) fn with_other_algorithms(key: &Arc<Self>) -> impl Iterator<Item = &Arc<Self>> {
        slice::from_ref(key).iter().chain(&key.others)
    }

    /// Ends the key at the time `at`, in seconds since the Unix epoch: it verifies until then.
    #[must_use]
    pub fn until(self, at: i64) -> Self {
        self.retire(at);
        self
    }

    /// The algorithm that the key is for.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The identifier, `kid`.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Whether its identifier is its thumbprint (RFC 7638).
    pub(crate) fn is_named_by_thumbprint(&self) -> bool {
        let is_named = |public: &PublicKey| self.id() == Some(&*public.thumbprint());
        self.public.as_ref().is_some_and(is_named)
    }

    /// Whether the key can sign.
    #[must_use]
    pub fn signs(&self) -> bool {
        self.signing.is_some()
    }

    pub(crate) fn signing(&self) -> Option<&PrivateKey> {
        self.signing.as_deref()
    }

    #[inline]
    pub(crate) fn verifying(&self) -> &VerifyingKey {
        &self.verifying
    }

    /// Whether another key has the same public part.
    #[doc(hidden)]
    #[must_use]
    pub fn has_public_key_of(&self, other: &Self) -> bool {
        self.public_key() == other.public_key()
    }

    pub(crate) fn public_key(&self) -> Option<&PublicKey> {
        self.public.as_ref()
    }

    /// Whether both verify the same tokens: they have the same secret or public key, and the same algorithm.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        ptr::eq(self, other)
            || self.algorithm == other.algorithm
                && match (&self.public, &other.public) {
                    (Some(key), Some(other)) => key == other,
                    (None, None) => self.verifying.is_same_secret(&other.verifying),
                    _ => false,
                }
    }

    pub(crate) fn is_symmetric(&self) -> bool {
        self.algorithm.is_symmetric()
    }

    /// Whether the key may verify at the time `now`.
    #[inline]
    pub(crate) fn is_live(&self, now: i64) -> bool {
        now < self.until.load(Ordering::Acquire)
    }

    /// Whether the key has an end at all.
    pub(crate) fn is_retired(&self) -> bool {
        self.ends_at() != i64::MAX
    }

    /// When the key ends, in seconds since the Unix epoch; `i64::MAX` if it has no end.
    pub(crate) fn ends_at(&self) -> i64 {
        self.until.load(Ordering::Acquire)
    }

    pub(crate) fn retire(&self, at: i64) {
        self.until.store(at, Ordering::Release);
        for other in &self.others {
            other.retire(at);
        }
    }

    pub(crate) fn access_token_header<E>(
        &self,
        encode: impl FnOnce() -> Result<Box<str>, E>,
    ) -> Result<&str, E> {
        if let Some(header) = self.access_token_header.get() {
            return Ok(header);
        }
        let header = encode()?;
        Ok(self.access_token_header.get_or_init(|| header))
    }
}

/// The material is shared or copied; the end is not shared.
impl Clone for Key {
    fn clone(&self) -> Self {
        Self {
            algorithm: self.algorithm,
            id: self.id.clone(),
            signing: self.signing.clone(),
            verifying: self.verifying.clone(),
            public: self.public.clone(),
            until: AtomicI64::new(self.ends_at()),
            access_token_header: self.access_token_header.clone(),
            others: self
                .others
                .iter()
                .map(|other| Arc::new(Self::clone(other)))
                .collect(),
            user_key_secret: self.user_key_secret.clone(),
        }
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key")
            .field("algorithm", &self.algorithm)
            .field("id", &self.id)
            .field("signs", &self.signs())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Key {
        let secret = Secret::from("wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e");
        let of = |algorithm| Key::secret(algorithm, &secret).unwrap();
        let longer = Key::of_bytes(Algorithm::HS512, &[7; 64]).unwrap();
        of(Algorithm::HS256).with_id("a").also_verifying(longer)
    }

    #[test]
    fn a_clone_signs_the_same_and_ends_alone() {
        let key = key();
        let clone = key.clone();
        assert!(clone.is_same(&key) && clone.signs());
        assert_eq!(clone.id(), Some("a"));
        clone.retire(100);
        let (key, clone) = (Arc::new(key), Arc::new(clone));
        assert!(Key::with_other_algorithms(&key).all(|key| key.is_live(100)));
        assert!(Key::with_other_algorithms(&clone).all(|key| !key.is_live(100)));
        assert!(!Key::clone(&clone).is_live(100), "one that ends stays one");
    }

    #[test]
    fn a_clone_of_another_name_signs_under_that() {
        let key = key();
        let header = |key: &Key| {
            let header = key.access_token_header(|| Ok::<_, ()>(key.id().unwrap_or("").into()));
            header.unwrap().to_owned()
        };
        assert_eq!(header(&key), "a");
        let clone = Arc::new(key.clone().with_id("b"));
        assert_eq!((header(&clone), header(&key)), ("b".into(), "a".into()));
        assert!(Key::with_other_algorithms(&clone).all(|key| key.id() == Some("b")));
    }

    #[test]
    fn a_clone_shows_as_little() {
        let key = key();
        let shown = format!("{:?} {key:?}", key.clone());
        assert!(!shown.contains("wYb7"), "{shown}");
    }
}
