//! The signer of the tokens, and everything that can be wrong with one.

use axum::http::HeaderValue;
use jwt_guard::clock::{Clock, FrozenClock, SystemClock};
use jwt_guard::prelude::*;

pub(crate) const SECRET: &str = "wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e";
const OTHER_SECRET: &str = "Zq3vK8tB1nW6yM4xR9cL2sH7fD5gJ0pE";
pub(crate) const ISSUER: &str = "https://api.example.com";
/// How far clocks may differ, in seconds, to every candidate.
pub(crate) const LEEWAY: u64 = 60;
/// What the scoped candidates ask for: the last of three scopes that the token grants.
pub(crate) const SCOPE: &str = "report:read";

/// Verifies each token, however often it comes.
#[derive(AuthConfig)]
#[auth(access_ttl = "1h", leeway = "60s", claims = Membership, cache = "off")]
pub(crate) struct Api {
    secret: Secret,
    issuer: String,
}

/// The same service, with a cache of verified tokens.
#[derive(AuthConfig)]
#[auth(access_ttl = "1h", leeway = "60s", claims = Membership)]
pub(crate) struct CachingApi {
    secret: Secret,
    issuer: String,
}

impl CachingApi {
    pub(crate) fn auth() -> Auth<Self> {
        let config = Self {
            secret: SECRET.into(),
            issuer: ISSUER.into(),
        };
        Auth::builder(config)
            .build()
            .expect("the configuration is right")
    }
}

#[derive(Claim)]
pub(crate) struct Membership {
    pub(crate) plan: String,
}

impl Api {
    /// The `Auth` of the service that is measured.
    pub(crate) fn auth() -> Auth<Self> {
        Self::issuing(SECRET, ISSUER, SystemClock::default())
    }

    fn issuing(secret: &str, issuer: &str, clock: impl Clock) -> Auth<Self> {
        let config = Self {
            secret: secret.into(),
            issuer: issuer.into(),
        };
        Auth::builder(config)
            .clock(clock)
            .build()
            .expect("the configuration is right")
    }
}

/// The `Authorization` header with a token that grants every required scope.
pub(crate) fn good() -> HeaderValue {
    header(&Api::auth(), &["user:read", "user:write", SCOPE])
}

/// A valid token that does not grant [`SCOPE`].
pub(crate) fn without_scope() -> HeaderValue {
    header(&Api::auth(), &["user:read", "user:write", "report:write"])
}

/// Tokens that must be refused, and what is wrong with each.
pub(crate) fn invalid() -> Vec<(&'static str, HeaderValue)> {
    let scopes = ["user:read", "user:write", SCOPE];
    let now = SystemClock::default().now();
    let signed_by = |secret, issuer, issued_at| {
        header(
            &Api::issuing(secret, issuer, FrozenClock::at(issued_at)),
            &scopes,
        )
    };
    vec![
        ("another key", signed_by(OTHER_SECRET, ISSUER, now)),
        (
            "another issuer",
            signed_by(SECRET, "https://other.example.com", now),
        ),
        ("expired", signed_by(SECRET, ISSUER, now - 7_200)),
        ("not yet valid", signed_by(SECRET, ISSUER, now + 600)),
        ("no token", HeaderValue::from_static("Bearer a.b.c")),
    ]
}

fn header(auth: &Auth<Api>, scopes: &[&str]) -> HeaderValue {
    let token = auth
        .mint("5f0c4a36-6a0e-4f4b-9a57-1b1d1f0a7c52")
        .scopes(scopes.iter().copied())
        .claims(Membership {
            plan: "professional".into(),
        })
        .token()
        .expect("the token can be minted");
    HeaderValue::try_from(format!("Bearer {token}")).expect("a token is text")
}
