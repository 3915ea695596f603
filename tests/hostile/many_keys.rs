//! The same service with other keys beside its own: retired ones, and those of trusted issuers. A further key is no further way
//! in.

use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::{RetiredKey, TrustedIssuer};
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;

use crate::app::NOW;
use crate::attack;
use crate::case::Expect;
use crate::key;
use crate::service::{AUDIENCE, KEY_ID};

#[derive(AuthConfig)]
#[auth(
    issuer = "https://issuer.example.com",
    audience = "https://api.example.com",
    key_id = "key-1"
)]
pub(crate) struct Crowded {
    algorithm: Algorithm,
    secret: Option<Secret>,
    private_key: Option<Secret>,
    retired_keys: Vec<RetiredKey>,
    trusted_issuers: Vec<TrustedIssuer>,
}

/// The name of the issuer that signs with the key of another algorithm.
pub(crate) fn issuer_of(algorithm: Algorithm) -> String {
    format!("https://{}.example.com", algorithm.name().to_lowercase())
}

/// Whatever key another algorithm has in these tests, as that of an issuer of its own, under our key's name.
fn others(algorithm: Algorithm) -> Vec<TrustedIssuer> {
    let issuer = |other: Algorithm| {
        let name = key::name_of(other);
        let key = match key::text(name, "secret") {
            Some(secret) => Key::secret(other, &secret.into()),
            None => Key::public(other, key::text(name, "public_pem").unwrap()),
        };
        let ring = KeyRing::new(key.unwrap().with_id(KEY_ID));
        TrustedIssuer::with_keys(issuer_of(other), ring).audience([AUDIENCE])
    };
    let others = Algorithm::ALL
        .into_iter()
        .filter(|other| *other != algorithm);
    others.map(issuer).collect()
}

/// A service with the usual key, retired ones and trusted issuers. The retired key pairs, which tokens are signed with
/// too, verify no more; the retired secrets still do.
pub(crate) fn crowded(algorithm: Algorithm) -> Auth<Crowded> {
    let text = |form| key::text(key::name_of(algorithm), form).map(Secret::from);
    let retired = if algorithm.min_secret_bytes().is_some() {
        [
            "wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e",
            "Zq3vK8tB1nW6yM4xR9cL2sH7fD5gJ0pE",
        ]
        .map(|secret| RetiredKey::new(secret.repeat(2)).key_id(&secret[..4]))
        .into()
    } else {
        ["rsa_other", "ed25519", "p384"]
            .map(|name| {
                let algorithm = match name {
                    "p384" => Algorithm::ES384,
                    "ed25519" => Algorithm::EdDSA,
                    _ => Algorithm::PS512,
                };
                RetiredKey::new(key::text(name, "public_pem").unwrap())
                    .algorithm(algorithm)
                    .key_id(name)
                    .until(NOW)
            })
            .into()
    };
    Auth::builder(Crowded {
        algorithm,
        secret: text("secret"),
        private_key: text("private_pem"),
        retired_keys: retired,
        trusted_issuers: others(algorithm),
    })
    .clock(FrozenClock::at(NOW))
    .build()
    .expect("the configuration is right")
}

#[test]
fn every_token_is_judged_as_by_a_service_with_one_key() {
    for algorithm in Algorithm::ALL {
        let auth = crowded(algorithm);
        let mut mismatches = Vec::new();
        for case in attack::cases(algorithm) {
            let verified = auth.verify(&case.token);
            if verified.is_err() != (case.expect == Expect::Refuse) {
                mismatches.push(format!(
                    "{} ({}): {:?}",
                    case.path(),
                    case.why,
                    verified.err()
                ));
            }
        }
        assert!(
            mismatches.is_empty(),
            "{algorithm}:\n{}",
            mismatches.join("\n")
        );
    }
}
