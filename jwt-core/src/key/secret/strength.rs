//! Whether a secret is strong enough for an algorithm.

use std::collections::BTreeSet;
use std::fs;

use base64_simd::{Base64, STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use jwt_syntax::algorithm::Algorithm;
use x509_cert::Certificate;
use x509_cert::der::Decode;
use zeroize::Zeroizing;

use super::secret_text::{PREFIX, Secret};
use crate::key::error::KeyError;
use crate::key::public::PublicKey;

/// Secrets from tutorials and defaults of other libraries that are long enough to pass the length check.
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

/// The alphabets of base64 that are accepted.
const ALPHABETS: [Base64; 4] = [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD];

/// The fewest distinct bytes of a secret: even 32 random hexadecimal digits have more.
const MIN_DISTINCT_BYTES: usize = 8;

/// The beginnings of PEM, of keys in the format of RFC 4716, and of OpenSSH public keys: RSA and Ed25519, elliptic curves,
/// and security keys.
const KEY_FORMATS: &[&str] = &[
    "-----BEGIN",
    "---- BEGIN",
    "ssh-",
    "ecdsa-sha2-",
    "sk-ssh-",
    "sk-ecdsa-",
];

/// The longest period of a secret that counts as a repetition, in bytes.
const MAX_PERIOD: usize = 16;

/// The bytes of a secret, if it is strong enough for an HMAC algorithm.
///
/// RFC 7518 §3.2 requires a key of at least the size of the hash, and RFC 8725 §3.5 forbids passwords.
pub fn secret_bytes(secret: &Secret, algorithm: Algorithm) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let bytes = bytes_of_secret(secret)?;
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
    if is_guessable(&bytes) {
        return Err(KeyError::new(
            "a guessable secret",
            "a random one, such as the output of `openssl rand -base64 48`",
        ));
    }
    Ok(bytes)
}

/// Whether a secret is one that others use too, or has a pattern.
fn is_guessable(bytes: &[u8]) -> bool {
    let text = str::from_utf8(bytes).unwrap_or_default();
    let distinct = bytes.iter().collect::<BTreeSet<_>>().len();
    FAMOUS.contains(&text) || distinct < MIN_DISTINCT_BYTES || repeats(bytes)
}

/// The bytes of a secret, however short or guessable it is: for the setting `short_secret`.
pub fn short_secret_bytes(secret: &Secret) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let bytes = bytes_of_secret(secret)?;
    match bytes.is_empty() {
        true => Err(KeyError::new("an empty secret", "a secret")),
        false => Ok(bytes),
    }
}

/// The bytes of a secret, unless they are a key in another form.
fn bytes_of_secret(secret: &Secret) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let bytes = read(secret.expose())?;
    let text = str::from_utf8(&bytes).unwrap_or_default();
    let shown = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let is_key = KEY_FORMATS.iter().any(|start| shown.starts_with(start));
    if is_key || is_public_key(&bytes, shown) {
        return Err(KeyError::new(
            "a key in PEM, DER or SSH format",
            "a random secret: with a public key as HMAC secret, anyone can sign",
        ));
    }
    if shown.starts_with('{') && shown.contains("\"kty\"") {
        return Err(KeyError::new(
            "a JSON Web Key",
            "the secret itself: write its member `k` as `base64:..`",
        ));
    }
    Ok(bytes)
}

/// Whether the bytes, or the bytes that they encode in base64, are a public key or a certificate in DER: a PEM without its
/// first and last line, or a member of `x5c`.
fn is_public_key(bytes: &[u8], text: &str) -> bool {
    let is_der = |der: &[u8]| {
        PublicKey::from_spki(der).is_ok()
            || PublicKey::from_pkcs1(der).is_ok()
            || Certificate::from_der(der).is_ok()
    };
    // The capacity of the whole text, so that it never moves and leaves a copy in memory.
    let mut encoded = Zeroizing::new(String::with_capacity(text.len()));
    encoded.extend(text.split_whitespace());
    let decodes_to_der = |alphabet: &Base64| {
        let decoded = alphabet.decode_to_vec(&*encoded).map(Zeroizing::new);
        decoded.is_ok_and(|der| is_der(&der))
    };
    is_der(bytes) || ALPHABETS.iter().any(decodes_to_der)
}

/// Whether the secret repeats up to 16 bytes.
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
        match secret_bytes(&Secret::from(text), Algorithm::HS256) {
            Ok(bytes) => format!("{} bytes accepted", bytes.len()),
            Err(problem) => problem.found,
        }
    }

    #[test]
    fn a_short_secret_may_be_wanted_but_no_key_in_another_form_and_none_at_all() {
        let short = |text: &str| short_secret_bytes(&Secret::from(text));
        for text in ["x", "super-secret", FAMOUS[0], &"a".repeat(40)] {
            assert_eq!(short(text).unwrap().as_slice(), text.as_bytes());
        }
        for text in [
            "",
            "base64:",
            "ssh-rsa AAAA",
            "{\"kty\":\"oct\"}",
            CERTIFICATE,
        ] {
            assert!(short(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_secret_shorter_than_the_hash_is_refused() {
        assert_eq!(found(GOOD), "32 bytes accepted");
        assert_eq!(found(&GOOD[1..]), "31 bytes");
        assert_eq!(found(""), "0 bytes");
        for (algorithm, least) in [(Algorithm::HS384, 48), (Algorithm::HS512, 64)] {
            let long = GOOD.repeat(3);
            assert!(secret_bytes(&Secret::from(&long[..least]), algorithm).is_ok());
            assert!(secret_bytes(&Secret::from(&long[..least - 1]), algorithm).is_err());
        }
    }

    #[test]
    fn a_guessable_secret_is_refused() {
        let guessable = "a guessable secret";
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
            assert_eq!(secret_bytes(&secret, algorithm).unwrap().len(), 64);
        }
    }

    #[test]
    fn bytes_are_taken_as_they_are() {
        let resolved = |bytes: &[u8]| secret_bytes(&Secret::from_bytes(bytes), Algorithm::HS256);
        let mut bytes = b"file:".to_vec();
        bytes.extend(0..=255);
        assert_eq!(*resolved(&bytes).unwrap(), bytes);
        let found = |bytes: &[u8]| resolved(bytes).unwrap_err().found;
        assert_eq!(found(b""), "0 bytes");
        assert_eq!(found(&bytes[..31]), "31 bytes");
        assert_eq!(found(&[7; 64]), "a guessable secret");
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
