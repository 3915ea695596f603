//! A secret as the application gives it.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;

use aws_lc_rs::{constant_time, rand};
use base64_simd::{Base64, STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use jwt_syntax::algorithm::Algorithm;
use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use x509_cert::Certificate;
use x509_cert::der::Decode;
use zeroize::Zeroizing;

use super::KeyError;
use super::public::PublicKey;

/// Secrets of tutorials and of predecessors' defaults that are long enough to pass the length check.
const FAMOUS: &[&str] = &[
    "a-string-secret-at-least-256-bits-long",
    "a-valid-string-secret-that-is-at-least-512-bits-long-which-is-very-long",
    "a-super-secret-key-that-is-at-least-32-bytes",
    "super-secret-key-change-me-in-production",
    "your-256-bit-secret-your-256-bit-secret",
    "your-secret-key-at-least-32-characters-long",
    "your_super_secret_jwt_key_change_in_production",
    "please-change-me-please-change-me",
    "09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",
    "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
];

/// Asks for bytes in base64.
const PREFIX: &str = "base64:";

/// The spellings of base64.
const ALPHABETS: [Base64; 4] = [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD];

/// Fewer distinct bytes than this is a repetition, not a random secret: even 32 hexadecimal digits have more.
const MIN_DISTINCT_BYTES: usize = 8;

/// How keys in PEM begin, keys in the format of RFC 4716, and public keys of OpenSSH: RSA and Ed25519, elliptic curves, and
/// those of security keys.
const KEY_FORMATS: &[&str] = &[
    "-----BEGIN",
    "---- BEGIN",
    "ssh-",
    "ecdsa-sha2-",
    "sk-ssh-",
    "sk-ecdsa-",
];

/// A secret that repeats so few bytes is no better than these are.
const MAX_PERIOD: usize = 16;

/// A secret: shown nowhere, wiped from memory when dropped.
///
/// The text is taken as written. Two prefixes ask for another reading: `base64:` (standard or URL-safe alphabet,
/// padding optional) and `file:` (the content of that file, less one line break at its end), which is read when the
/// `Auth` is built. Bytes that are no text are taken by [`from_bytes`](Self::from_bytes).
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
    /// A new random secret, long enough for every algorithm: for programs that need not outlive their tokens.
    ///
    /// # Errors
    ///
    /// If the operating system gives no random bytes.
    pub fn random() -> Result<Self, NoRandomness> {
        let mut bytes = Zeroizing::new([0; 64]);
        rand::fill(&mut *bytes).map_err(|_| NoRandomness)?;
        Ok(Self::of_bytes(&bytes[..]))
    }

    /// A secret of these bytes, whatever they are: no prefix is looked for. It is as strong as any other must be, which is
    /// checked when it is made a key of.
    ///
    /// A vector is wiped; of a slice, a copy is. A key in PEM or a JSON Web Key is a text: `Secret::from(text)`.
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
        // As long as the text will be, so that no copy stays behind when it grows.
        let length = PREFIX
            .len()
            .saturating_add(STANDARD.encoded_length(bytes.len()));
        let mut text = Zeroizing::new(String::with_capacity(length));
        text.push_str(PREFIX);
        STANDARD.encode_append(bytes, &mut *text);
        Self(text)
    }

    /// Whether it is the same as another one.
    #[doc(hidden)]
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        let texts = (self.0.as_bytes(), other.0.as_bytes());
        constant_time::verify_slices_are_equal(texts.0, texts.1).is_ok()
    }

    /// The text, for those who make a key of it.
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

/// A text, of which no error shows anything.
impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Asked for a text, serde_json would itself refuse, and show, what is none.
        deserializer.deserialize_any(SecretText)
    }
}

/// Reads a secret. serde would show a value of another type: it may be the secret without its quotes.
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

/// The bytes of a secret that is fit for an HMAC algorithm.
///
/// RFC 7518 §3.2 asks for a key of at least the size of the hash, RFC 8725 §3.5 that it be no password.
pub fn resolve(secret: &Secret, algorithm: Algorithm) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let bytes = read(&secret.0)?;
    let text = str::from_utf8(&bytes).unwrap_or_default();
    let shown = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let is_key = KEY_FORMATS.iter().any(|start| shown.starts_with(start));
    if is_key || is_public_key(&bytes, shown) {
        return Err(KeyError::new(
            "a key in PEM, DER or SSH format",
            "a random secret: an HMAC secret that somebody else publishes as a public key lets everybody sign",
        ));
    }
    if shown.starts_with('{') && shown.contains("\"kty\"") {
        return Err(KeyError::new(
            "a JSON Web Key",
            "the secret itself: write its member `k` as `base64:..`",
        ));
    }
    let least = algorithm.min_secret_bytes().unwrap_or(32);
    if bytes.len() < least {
        return Err(KeyError::new(
            match bytes.len() {
                1 => "1 byte".to_owned(),
                length => format!("{length} bytes"),
            },
            format!(
                "at least {least} random bytes for {algorithm} (RFC 7518 §3.2), such as the output of `openssl rand -base64 {}`",
                least.max(48)
            ),
        ));
    }
    let distinct = bytes.iter().collect::<BTreeSet<_>>().len();
    if FAMOUS.contains(&text) || distinct < MIN_DISTINCT_BYTES || repeats(&bytes) {
        return Err(KeyError::new(
            "a secret that anybody can guess",
            "a random one, such as the output of `openssl rand -base64 48`",
        ));
    }
    Ok(bytes)
}

/// Whether the bytes, or what they are the base64 of, are a public key or a certificate in DER: a PEM that lost its first
/// and last line, or a member of `x5c`.
fn is_public_key(bytes: &[u8], text: &str) -> bool {
    let is_der = |der: &[u8]| {
        PublicKey::from_spki(der).is_ok()
            || PublicKey::from_pkcs1(der).is_ok()
            || Certificate::from_der(der).is_ok()
    };
    // As long as it can become, so that no copy stays behind when it grows.
    let mut encoded = Zeroizing::new(String::with_capacity(text.len()));
    encoded.extend(text.split_whitespace());
    let decodes_to_der = |alphabet: &Base64| {
        let decoded = alphabet.decode_to_vec(&*encoded).map(Zeroizing::new);
        decoded.is_ok_and(|der| is_der(&der))
    };
    is_der(bytes) || ALPHABETS.iter().any(decodes_to_der)
}

/// Whether a few bytes are repeated to the end.
fn repeats(bytes: &[u8]) -> bool {
    (1..=MAX_PERIOD).any(|period| {
        bytes
            .iter()
            .skip(period)
            .eq(bytes.iter().take(bytes.len().saturating_sub(period)))
    })
}

fn read(text: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    if let Some(encoded) = text.strip_prefix(PREFIX) {
        return ALPHABETS
            .iter()
            .find_map(|alphabet| alphabet.decode_to_vec(encoded.trim_end()).ok())
            .map(Zeroizing::new)
            .ok_or_else(|| KeyError::new("text after `base64:` that is not base64", "base64"));
    }
    if let Some(path) = text.strip_prefix("file:") {
        let mut content = fs::read(path).map(Zeroizing::new).map_err(|error| {
            KeyError::new(
                format!("`file:{path}`, which cannot be read: {error}"),
                "the path of a readable file",
            )
        })?;
        for end in [b'\n', b'\r'] {
            if content.last() == Some(&end) {
                content.pop();
            }
        }
        return Ok(content);
    }
    Ok(Zeroizing::new(text.as_bytes().to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e";
    const CERTIFICATE: &str = "base64:MIIBgTCCASegAwIBAgIUfVpdvgFjOd9TJHnWSLo38QiYq2wwCgYIKoZIzj0EAwIwFTETMBEGA1UEAwwKdGhyb3ctYXdheTAgFw0yNjExMjIwMzI2NDNaGA8yMTI2MTAyOTAzMjY0M1owFTETMBEGA1UEAwwKdGhyb3ctYXdheTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABCcUTEssKn2ru5zMbqpZTsOSGM6eYCqctDox6MVfBClCJ/vYNz5ORMO+OOsyqfih02xf0jGCVbJo6Hf7RI8SCSejUzBRMB0GA1UdDgQWBBQNLYJly7R/cO052w6NPqVmUB/tbTAfBgNVHSMEGDAWgBQNLYJly7R/cO052w6NPqVmUB/tbTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIDDJcLRKSIv531qwMJ4gPANo1ximJzdWYkwt9BULfCvvAiEArgNftHFKnxVtj7eXuQANEw7CBk+e8mahZVRRmXXdckw=";

    fn found(text: &str) -> String {
        match resolve(&Secret::from(text), Algorithm::HS256) {
            Ok(bytes) => format!("{} bytes accepted", bytes.len()),
            Err(problem) => problem.found,
        }
    }

    #[test]
    fn a_secret_shorter_than_the_hash_is_refused() {
        assert_eq!(found(GOOD), "32 bytes accepted");
        assert_eq!(found(&GOOD[1..]), "31 bytes");
        assert_eq!(found(""), "0 bytes");
        for (algorithm, least) in [(Algorithm::HS384, 48), (Algorithm::HS512, 64)] {
            let long = GOOD.repeat(3);
            assert!(resolve(&Secret::from(&long[..least]), algorithm).is_ok());
            assert!(resolve(&Secret::from(&long[..least - 1]), algorithm).is_err());
        }
    }

    #[test]
    fn a_guessable_secret_is_refused() {
        let guessable = "a secret that anybody can guess";
        assert_eq!(found(&"x".repeat(64)), guessable);
        assert_eq!(found(&"secret".repeat(8)), guessable);
        assert_eq!(found("12345678901234567890123456789012"), guessable);
        assert_eq!(found(&"0123456789abcdef".repeat(4)), guessable);
        assert_eq!(found("a-string-secret-at-least-256-bits-long"), guessable);
    }

    #[test]
    fn a_public_key_is_no_secret() {
        let pem = format!("\n-----BEGIN PUBLIC KEY-----\n{GOOD}\n-----END PUBLIC KEY-----");
        assert_eq!(found(&pem), "a key in PEM, DER or SSH format");
        for kind in [
            "ssh-rsa",
            "ssh-ed25519",
            "ecdsa-sha2-nistp256",
            "sk-ssh-ed25519@openssh.com",
            "sk-ecdsa-sha2-nistp256@openssh.com",
            "---- BEGIN SSH2 PUBLIC KEY ----",
        ] {
            let line = format!("{kind} AAAA{GOOD} somebody@example.com");
            assert_eq!(found(&line), "a key in PEM, DER or SSH format", "{kind}");
        }
        let spki = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
        for text in [
            spki.to_owned(),
            format!("base64:{spki}"),
            format!(" {}\n{}", &spki[..40], &spki[40..]),
            format!("\u{feff}{}", pem.trim_start()),
        ] {
            assert_eq!(found(&text), "a key in PEM, DER or SSH format", "{text}");
        }
        let certificate = CERTIFICATE.trim_start_matches("base64:");
        for text in [CERTIFICATE, certificate] {
            assert_eq!(found(text), "a key in PEM, DER or SSH format", "{text}");
        }
        let jwk = format!(r#"{{"kty":"RSA","n":"{GOOD}"}}"#);
        assert_eq!(found(&jwk), "a JSON Web Key");
    }

    #[test]
    fn random_secrets_are_fit_for_every_algorithm() {
        let secret = Secret::random().unwrap();
        for algorithm in [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512] {
            assert_eq!(resolve(&secret, algorithm).unwrap().len(), 64);
        }
    }

    #[test]
    fn bytes_are_taken_as_they_are() {
        let resolved = |bytes: &[u8]| resolve(&Secret::from_bytes(bytes), Algorithm::HS256);
        let mut bytes = b"file:".to_vec();
        bytes.extend(0..=255);
        assert_eq!(*resolved(&bytes).unwrap(), bytes);
        let found = |bytes: &[u8]| resolved(bytes).unwrap_err().found;
        assert_eq!(found(b""), "0 bytes");
        assert_eq!(found(&bytes[..31]), "31 bytes");
        assert_eq!(found(&[7; 64]), "a secret that anybody can guess");
        let certificate = STANDARD
            .decode_to_vec(CERTIFICATE.trim_start_matches(PREFIX))
            .unwrap();
        assert_eq!(found(&certificate), "a key in PEM, DER or SSH format");
    }

    #[test]
    fn no_error_of_serde_shows_a_secret() {
        let read = |json: &str| match serde_json::from_str::<Secret>(json) {
            Ok(secret) => format!("read {} bytes", secret.expose().len()),
            Err(error) => error.to_string(),
        };
        assert_eq!(read(&format!("\"{GOOD}\"")), "read 32 bytes");
        assert_eq!(read(r#""\u0041\n""#), "read 2 bytes");
        for json in [
            "8675309",
            "-8675309",
            "8675309.5",
            "true",
            "null",
            "[8675309]",
            r#"{"8675309":1}"#,
        ] {
            let error = read(json);
            assert!(error.starts_with("invalid type: "), "{error}");
            assert!(error.contains("expected a secret in quotes"), "{error}");
            assert!(!error.contains("8675309"), "{error}");
        }
    }

    #[test]
    fn prefixes_choose_the_reading() {
        assert_eq!(
            found("base64:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"),
            "32 bytes accepted"
        );
        assert_eq!(found("base64:?"), "text after `base64:` that is not base64");
        let path = std::env::temp_dir().join(format!("jwt-guard-secret-{}", std::process::id()));
        fs::write(&path, format!("{GOOD}\n")).unwrap();
        assert_eq!(
            found(&format!("file:{}", path.display())),
            "32 bytes accepted"
        );
        fs::remove_file(&path).unwrap();
        assert!(found("file:/nowhere/at/all").contains("cannot be read"));
    }
}
