//! Valid configurations: a service does not start with a weak secret or too generous a leeway.

use std::time::Duration;

use base64_simd::STANDARD;
use jwt_guard::Algorithm;
use jwt_guard::prelude::*;

use crate::attack::GUESSABLE;
use crate::key;

#[derive(AuthConfig)]
pub(super) struct Any {
    algorithm: String,
    secret: Option<Secret>,
    private_key: Option<Secret>,
    public_key: Option<String>,
    leeway: Option<Duration>,
}

impl Any {
    pub(super) fn of(algorithm: Algorithm) -> Self {
        Self {
            algorithm: algorithm.name().into(),
            secret: None,
            private_key: None,
            public_key: None,
            leeway: None,
        }
    }

    pub(super) fn secret(algorithm: Algorithm, secret: &str) -> Self {
        Self {
            secret: Some(secret.into()),
            ..Self::of(algorithm)
        }
    }

    pub(super) fn public(algorithm: Algorithm, key: &str) -> Self {
        Self {
            public_key: Some(key.into()),
            ..Self::of(algorithm)
        }
    }

    pub(super) fn private(algorithm: Algorithm, key: &str) -> Self {
        Self {
            private_key: Some(key.into()),
            ..Self::of(algorithm)
        }
    }

    /// The settings that are wrong, and the report; nothing if the service starts.
    fn problems(self) -> (Vec<&'static str>, String) {
        match Auth::builder(self).build() {
            Ok(_) => (Vec::new(), "the service starts".into()),
            Err(error) => (
                error
                    .problems()
                    .iter()
                    .map(|problem| problem.setting())
                    .collect(),
                error.to_string(),
            ),
        }
    }

    #[track_caller]
    pub(super) fn assert_refused_for(self, setting: &str, what: &str) {
        let (settings, report) = self.problems();
        assert_eq!(settings, [setting], "{what}: {report}");
    }

    #[track_caller]
    pub(super) fn assert_starts(self, what: &str) {
        let (settings, report) = self.problems();
        assert!(settings.is_empty(), "{what}: {report}");
    }
}

const HMAC: [(Algorithm, usize); 3] = [
    (Algorithm::HS256, 32),
    (Algorithm::HS384, 48),
    (Algorithm::HS512, 64),
];
const GOOD: &str = "wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5eZq3vK8tB1nW6yM4xR9cL2sH7fD5gJ0pE";

#[test]
fn r_23_none_cannot_be_configured() {
    for name in [
        "none", "None", "NONE", "nOnE", "", "null", "hs256", "HS256 ", "ES256K", "Ed448",
    ] {
        let any = Any {
            algorithm: name.into(),
            ..Any::secret(Algorithm::HS256, GOOD)
        };
        any.assert_refused_for("algorithm", name);
    }
}

#[test]
fn r_24_a_secret_is_at_least_as_long_as_the_hash() {
    for (algorithm, least) in HMAC {
        Any::secret(algorithm, &GOOD[..least]).assert_starts("a secret as long as the hash");
        for length in [0, 1, 16, 31, least - 1] {
            Any::secret(algorithm, &GOOD[..length])
                .assert_refused_for("secret", &format!("{length} for {algorithm}"));
        }
    }
}

#[test]
fn r_25_a_secret_that_can_be_guessed_is_refused() {
    for guess in GUESSABLE {
        for (algorithm, _) in HMAC {
            Any::secret(algorithm, guess).assert_refused_for("secret", guess);
        }
    }
    let hex = "0123456789abcdef";
    for (what, guess) in [
        ("one byte", "x".repeat(64)),
        ("zeros", "0".repeat(64)),
        ("blanks", " ".repeat(64)),
        ("two bytes", "ab".repeat(32)),
        ("a word again and again", "secret".repeat(12)),
        ("a password again and again", "passw0rd!".repeat(8)),
        ("digits again and again", "1234567890".repeat(7)),
        ("sixteen characters again and again", hex.repeat(4)),
        (
            "the secret of a well-known page",
            "a-string-secret-at-least-256-bits-long".into(),
        ),
        ("zero bytes", format!("base64:{}", "A".repeat(88))),
    ] {
        Any::secret(Algorithm::HS256, &guess).assert_refused_for("secret", what);
    }
}

/// Otherwise a token with `HS256` could be signed with the public key.
#[test]
fn r_25_no_public_key_is_a_secret_however_it_is_written() {
    for name in ["rsa", "p256", "p384", "p521", "ed25519"] {
        for (encoding, key) in key::public_encodings(name) {
            let is_part = encoding.starts_with("jwk-member") || encoding == "der-hex";
            if !is_part {
                let secret = format!("base64:{}", STANDARD.encode_to_string(&key));
                Any::secret(Algorithm::HS256, &secret)
                    .assert_refused_for("secret", &format!("{name} {encoding}"));
            }
        }
    }
}

#[test]
fn r_42_the_leeway_is_five_minutes_at_most() {
    for (seconds, starts) in [
        (0, true),
        (60, true),
        (300, true),
        (301, false),
        (3_600, false),
        (u64::MAX, false),
    ] {
        let any = Any {
            leeway: Some(Duration::from_secs(seconds)),
            ..Any::secret(Algorithm::HS256, GOOD)
        };
        if starts {
            any.assert_starts(&seconds.to_string());
        } else {
            any.assert_refused_for("leeway", &seconds.to_string());
        }
    }
    let default = crate::service::LEEWAY;
    assert!((0..=60).contains(&default));
}
