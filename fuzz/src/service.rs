//! A service: its configuration, its clock that stands still, and the key with which the targets sign whatever they like.

use std::sync::LazyLock;
use std::time::Duration;

use aws_lc_rs::{hmac, signature::Ed25519KeyPair};
use base64_simd::URL_SAFE_NO_PAD;
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use jwt_guard::user::NoUsers;

pub const SECRET: &str = "wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e";
pub const ISSUER: &str = "https://api.example.com";
/// When everything happens, in seconds since the Unix epoch.
pub const NOW: i64 = 1_800_000_000;
/// By how much clocks may differ, in seconds.
pub const LEEWAY: i64 = 10;

/// RFC 8037 §A.1
pub const ED25519: &str = r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
const ED25519_SEED: &str = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
pub const ED25519_PUBLIC: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
/// The thumbprint of the key (RFC 8037 §A.3), which is its id.
pub const ED25519_ID: &str = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";

#[derive(AuthConfig)]
#[auth(claims = Membership)]
pub struct Api {
    pub algorithm: jwt_guard::Algorithm,
    pub secret: Option<Secret>,
    pub private_key: Option<Secret>,
    pub public_key: Option<String>,
    pub issuer: Option<String>,
    pub audience: Option<Vec<String>>,
    pub leeway: Duration,
    pub cache: bool,
}

#[derive(Claim, Debug, Clone, PartialEq)]
pub struct Membership {
    pub plan: String,
    #[claim(name = "https://example.com/team")]
    pub team: Option<String>,
    pub seats: Option<u8>,
}

/// The keys that the targets sign with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, arbitrary::Arbitrary)]
pub enum Key {
    Secret,
    Ed25519,
}

impl Key {
    pub fn algorithm(self) -> jwt_guard::Algorithm {
        match self {
            Self::Secret => jwt_guard::Algorithm::HS256,
            Self::Ed25519 => jwt_guard::Algorithm::EdDSA,
        }
    }

    /// The `kid` that its tokens may name.
    pub fn id(self) -> Option<&'static str> {
        match self {
            Self::Secret => None,
            Self::Ed25519 => Some(ED25519_ID),
        }
    }

    /// What signs and verifies with it, and checks neither issuer nor audience.
    pub fn configuration(self) -> Api {
        let (secret, private_key) = match self {
            Self::Secret => (Some(Secret::from(SECRET)), None),
            Self::Ed25519 => (None, Some(Secret::from(ED25519))),
        };
        Api {
            algorithm: self.algorithm(),
            secret,
            private_key,
            public_key: None,
            issuer: None,
            audience: None,
            leeway: Duration::from_secs(LEEWAY.unsigned_abs()),
            // Who builds a service for each input has no use for it.
            cache: false,
        }
    }

    /// Signs any two texts as header and payload.
    pub fn sign(self, header: &[u8], payload: &[u8]) -> String {
        static HMAC: LazyLock<hmac::Key> =
            LazyLock::new(|| hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes()));
        static PAIR: LazyLock<Ed25519KeyPair> = LazyLock::new(|| {
            let seed = URL_SAFE_NO_PAD.decode_to_vec(ED25519_SEED).unwrap();
            Ed25519KeyPair::from_seed_unchecked(&seed).unwrap()
        });
        let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode_to_string(bytes);
        let signed = format!("{}.{}", encode(header), encode(payload));
        let signature = match self {
            Self::Secret => encode(hmac::sign(&HMAC, signed.as_bytes()).as_ref()),
            Self::Ed25519 => encode(PAIR.sign(signed.as_bytes()).as_ref()),
        };
        format!("{signed}.{signature}")
    }
}

/// The service with the secret. It remembers tokens that were verified.
pub static AUTH: LazyLock<Auth<Api>> = LazyLock::new(|| {
    let configuration = Api {
        issuer: Some(ISSUER.into()),
        cache: true,
        ..Key::Secret.configuration()
    };
    build(configuration, NOW).unwrap()
});

#[derive(AuthConfig)]
#[auth(
    algorithm = "HS256",
    subject_claim = "user.id",
    subject_format = "integer",
    scopes_claim = "realm.access.roles",
    token_type_claim = "type",
    token_type = "access",
    required_claims = ["jti", "tenant"],
    audience = ["a", "b"],
    scope_matching = "exact",
    claims = Membership
)]
pub struct Unusual {
    secret: Secret,
}

/// A service with the same secret whose tokens have their claims under other names and in other formats.
pub static UNUSUAL: LazyLock<Auth<Unusual>> = LazyLock::new(|| {
    let configuration = Unusual {
        secret: SECRET.into(),
    };
    build(configuration, NOW).unwrap()
});

pub fn build<C: AuthConfig<Users = NoUsers>>(
    configuration: C,
    now: i64,
) -> Result<Auth<C>, ConfigError> {
    Auth::builder(configuration)
        .clock(FrozenClock::at(now))
        .build()
}
