//! The service that signs the tokens, and their content.

use base64_simd::STANDARD;
use jwt_guard::Algorithm;
use jwt_guard::clock::{Clock, SystemClock};
use jwt_guard::prelude::*;
use serde_json::Value;

pub(crate) const ISSUER: &str = "https://api.example.com";
pub(crate) const AUDIENCE: &str = "https://reports.example.com";
pub(crate) const SUBJECT: &str = "5f0c4a36-6a0e-4f4b-9a57-1b1d1f0a7c52";
pub(crate) const SCOPES: [&str; 3] = ["user:read", "user:write", "report:read"];
/// How far clocks may differ, in seconds, to every candidate.
pub(crate) const LEEWAY: i64 = 60;
/// How long a token is valid, in seconds.
pub(crate) const ACCESS_TTL: i64 = 3_600;

#[derive(AuthConfig)]
#[auth(access_ttl = "1h", leeway = "60s", cache = "off")]
pub(crate) struct Api {
    algorithm: Algorithm,
    secret: Option<Secret>,
    private_key: Option<Secret>,
    issuer: String,
    audience: String,
}

/// A throw-away key of the tests.
pub(crate) struct Key {
    pub(crate) algorithm: Algorithm,
    fixture: Value,
}

impl Key {
    pub(crate) fn of(algorithm: Algorithm) -> Self {
        let name = match algorithm {
            Algorithm::HS256 => "hs256",
            Algorithm::HS384 => "hs384",
            Algorithm::HS512 => "hs512",
            Algorithm::ES256 => "p256",
            Algorithm::ES384 => "p384",
            Algorithm::ES512 => "p521",
            Algorithm::EdDSA | Algorithm::Ed25519 => "ed25519",
            _ => "rsa",
        };
        Self::named(name, algorithm)
    }

    /// A key that fits the algorithm as well, but is another one.
    pub(crate) fn named(name: &str, algorithm: Algorithm) -> Self {
        let mut fixtures: Value = serde_json::from_str(include_str!("../../tests/data/keys.json"))
            .expect("the fixtures are JSON");
        Self {
            algorithm,
            fixture: fixtures[name].take(),
        }
    }

    /// The secret, for HMAC.
    pub(crate) fn secret(&self) -> Option<&str> {
        self.fixture["secret"].as_str()
    }

    /// The private key in PKCS #8, for the others.
    pub(crate) fn pkcs8(&self) -> Option<Vec<u8>> {
        let pem = self.fixture["private_pem"].as_str()?;
        let base64: String = pem.lines().filter(|line| !line.contains("-----")).collect();
        Some(STANDARD.decode_to_vec(base64).expect("PEM holds base64"))
    }

    /// The `Auth` of a service that signs with the key.
    pub(crate) fn auth(&self) -> Auth<Api> {
        self.auth_for(ISSUER, SystemClock::default())
    }

    pub(crate) fn auth_for(&self, issuer: &str, clock: impl Clock) -> Auth<Api> {
        let text = |name: &str| self.fixture[name].as_str().map(Secret::from);
        let config = Api {
            algorithm: self.algorithm,
            secret: text("secret"),
            private_key: text("private_pem"),
            issuer: issuer.into(),
            audience: AUDIENCE.into(),
        };
        Auth::builder(config)
            .clock(clock)
            .build()
            .expect("the configuration is right")
    }
}

/// A token such as the service issues.
pub(crate) fn token(auth: &Auth<Api>) -> String {
    token_about(auth, SUBJECT)
}

pub(crate) fn token_about(auth: &Auth<Api>, subject: &str) -> String {
    auth.mint(subject)
        .scopes(SCOPES)
        .token()
        .expect("the token can be minted")
}

/// The token with another signature of the same length.
pub(crate) fn forged(token: &str) -> String {
    let (signed, signature) = token.rsplit_once('.').expect("a token has three segments");
    // The last character has bits that must be zero, so that it stays where it is.
    let (last, others) = signature.as_bytes().split_last().expect("a signature");
    let others = others.iter().rev().map(|&byte| char::from(byte));
    let signature: String = others.chain([char::from(*last)]).collect();
    format!("{signed}.{signature}")
}
