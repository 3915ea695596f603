//! Claims as other issuers write them: informative ones may have any type, decisive ones may not.

mod clients;
mod grants;
mod required;
mod scopes;
mod settings;
mod subjects;
mod types;

use aws_lc_rs::hmac::HMAC_SHA256;
use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::TrustedIssuer;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use serde_json::{Value, json};

use crate::fixtures::app::{NOW, OTHER_SECRET, SECRET};
use crate::fixtures::token::signed_with;

const GOTRUE: &str = "https://x.supabase.co/auth/v1";
pub(crate) const OURS: &str = "https://api.example.com";

#[derive(AuthConfig)]
#[auth(issuer = "https://api.example.com", error_detail = "full")]
struct Api {
    secret: Secret,
    trusted_issuers: Vec<TrustedIssuer>,
}

#[protected]
pub(crate) async fn claims(claims: Claims) -> String {
    let seen = json!({
        "sub": claims.subject(), "jti": claims.id(), "sid": claims.session_id(),
        "acr": claims.acr(), "auth_time": claims.auth_time(), "foreign": claims.is_foreign(),
        "scopes": claims.scopes().iter().collect::<Vec<_>>(),
    });
    seen.to_string()
}

#[protected(max_age = "5m")]
async fn recent() {}

#[protected(acr = "urn:example:mfa")]
async fn strong() {}

#[protected(required_claims = ["jti", "amr", "sid"])]
async fn named() {}

#[scoped("Task.Read")]
async fn tasks() {}

fn gotrue() -> TrustedIssuer {
    let key = Key::secret(Algorithm::HS256, &Secret::from(OTHER_SECRET)).unwrap();
    TrustedIssuer::with_keys(GOTRUE, KeyRing::new(key))
        .audience(["authenticated"])
        .token_types(["JWT"])
}

fn build(issuer: TrustedIssuer) -> Result<Auth<Api>, ConfigError> {
    let config = Api {
        secret: SECRET.into(),
        trusted_issuers: vec![issuer],
    };
    Auth::builder(config).clock(FrozenClock::at(NOW)).build()
}

fn app(issuer: TrustedIssuer) -> GuardedRouter {
    GuardedRouter::new()
        .route("/claims", get(claims))
        .route("/recent", get(recent))
        .route("/strong", get(strong))
        .route("/named", get(named))
        .route("/tasks", get(tasks))
        .with_state(build(issuer).unwrap())
}

pub(crate) fn changed(mut claims: Value, change: &Value) -> Value {
    for (name, value) in change.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims
}

/// A token of the other issuer with claims added or changed.
fn theirs(change: &Value) -> String {
    let claims = json!({"iss": GOTRUE, "aud": "authenticated", "sub": "uuid", "role": "authenticated",
        "exp": NOW + 900, "iat": NOW});
    let header = r#"{"alg":"HS256","typ":"JWT"}"#;
    let claims = changed(claims, change).to_string();
    signed_with(header, claims.as_bytes(), HMAC_SHA256, OTHER_SECRET)
}

/// The same without one claim.
fn theirs_without(name: &str) -> String {
    let mut claims = json!({"iss": GOTRUE, "aud": "authenticated", "sub": "uuid",
        "exp": NOW + 900, "iat": NOW});
    claims.as_object_mut().unwrap().remove(name);
    let header = r#"{"alg":"HS256","typ":"JWT"}"#;
    signed_with(
        header,
        claims.to_string().as_bytes(),
        HMAC_SHA256,
        OTHER_SECRET,
    )
}

/// A token of our own issuer, made by another program with the same secret.
fn ours(change: &Value) -> String {
    let claims = json!({"iss": OURS, "sub": "1", "exp": NOW + 900, "iat": NOW, "jti": "a"});
    let header = r#"{"alg":"HS256","typ":"at+jwt"}"#;
    let claims = changed(claims, change).to_string();
    signed_with(header, claims.as_bytes(), HMAC_SHA256, SECRET)
}
