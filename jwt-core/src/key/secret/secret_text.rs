//! `Secret`: a secret, as an application gives it.

use std::fmt;

use aws_lc_rs::{constant_time, rand};
use base64_simd::STANDARD;
use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use zeroize::Zeroizing;

/// The prefix of bytes in base64.
pub(super) const PREFIX: &str = "base64:";

/// A secret. It is never shown, and wiped from memory when dropped.
///
/// The text is used as it is, unless it has one of two prefixes: `base64:` (standard or URL-safe alphabet, padding
/// optional), or `file:` (the content of that file without one line break at its end, read when the `Auth` is built). For
/// bytes that are not text, use [`from_bytes`](Self::from_bytes).
///
/// ```
/// use jwt_guard::key::Secret;
///
/// let secret = Secret::from("wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e");
/// assert_eq!(format!("{secret:?}"), "[redacted]");
/// ```
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// A new random secret, long enough for every algorithm: for programs whose tokens need not survive a restart.
    ///
    /// # Errors
    ///
    /// If the operating system gives no random bytes.
    pub fn random() -> Result<Self, NoRandomness> {
        let mut bytes = Zeroizing::new([0; 64]);
        rand::fill(&mut *bytes).map_err(|_| NoRandomness)?;
        Ok(Self::of_bytes(&bytes[..]))
    }

    /// A secret of these bytes, without prefixes. Its strength is checked when a key is made of it.
    ///
    /// A vector is wiped from memory; a slice is copied, and the copy is wiped. A key in PEM or a JSON Web Key is text: use
    /// `Secret::from(text)`.
    ///
    /// ```
    /// use jwt_guard::Algorithm;
    /// use jwt_guard::key::{Key, Secret};
    ///
    /// let bytes = [0x8f, 0x1b, 0x00, 0xff, 0x5a, 0xc3, 0x77, 0x2e].repeat(3);
    /// let error = Key::secret(Algorithm::HS256, &Secret::from_bytes(bytes)).unwrap_err();
    /// assert!(error.to_string().starts_with("found 24 bytes; expected at least 32 random bytes"));
    /// ```
    #[must_use]
    pub fn from_bytes(bytes: impl Into<Vec<u8>>) -> Self {
        Self::of_bytes(&Zeroizing::new(bytes.into()))
    }

    fn of_bytes(bytes: &[u8]) -> Self {
        // The capacity of the whole text, so that it never moves and leaves a copy in memory.
        let length = PREFIX
            .len()
            .saturating_add(STANDARD.encoded_length(bytes.len()));
        let mut text = Zeroizing::new(String::with_capacity(length));
        text.push_str(PREFIX);
        STANDARD.encode_append(bytes, &mut *text);
        Self(text)
    }

    /// Whether it is the same as another secret, in constant time.
    #[doc(hidden)]
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        let texts = (self.0.as_bytes(), other.0.as_bytes());
        constant_time::verify_slices_are_equal(texts.0, texts.1).is_ok()
    }

    /// The text, to make a key of it.
    #[doc(hidden)]
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// The operating system gave no random bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gave no random bytes")]
pub struct NoRandomness;

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Reads a text. No error shows any of it.
impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // `deserialize_str` would let serde_json report, and show, a value of another type.
        deserializer.deserialize_any(SecretText)
    }
}

/// Reads a secret. serde would show a value of another type, which may be the secret without quotes.
struct SecretText;

impl SecretText {
    fn refuse<E: Error>(&self, found: &'static str) -> Result<Secret, E> {
        Err(E::invalid_type(Unexpected::Other(found), self))
    }
}

impl<'de> Visitor<'de> for SecretText {
    type Value = Secret;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a secret in quotes")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Secret, E> {
        Ok(text.into())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Secret, E> {
        Ok(text.into())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Secret, E> {
        self.refuse("true or false")
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Secret, E> {
        self.refuse("a number")
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Secret, E> {
        self.refuse("a number")
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Secret, E> {
        self.refuse("a number")
    }

    fn visit_bytes<E: Error>(self, _: &[u8]) -> Result<Secret, E> {
        self.refuse("bytes")
    }
}
