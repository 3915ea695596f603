//! `invoices`: verifies tokens with the public keys of `accounts`.

use axum::Json;
use jwt_guard::config::ConfigError;
use jwt_guard::prelude::*;
use serde_json::{Value, json};

/// The configuration: public keys, which verify.
#[derive(AuthConfig, Debug)]
#[auth(
    algorithm = "EdDSA",
    issuer = "https://accounts.example.com",
    audience = "invoices"
)]
pub struct Invoices {
    #[auth(env = "JWT_PUBLIC_KEYS")]
    public_key: String,
}

impl Invoices {
    /// With the set of keys that `accounts` publishes.
    pub fn new(public_keys: impl Into<String>) -> Self {
        Self {
            public_key: public_keys.into(),
        }
    }
}

#[scoped("invoice:read")]
async fn invoices(claims: Claims) -> Json<Value> {
    Json(json!({"invoices": ["a lamp: 12.00"], "of": claims.subject()}))
}

#[public]
async fn health() -> &'static str {
    "ok"
}

/// The routes.
pub fn app(config: Invoices) -> Result<GuardedRouter, ConfigError> {
    let auth = Auth::builder(config).build()?;
    let router = GuardedRouter::new()
        .route("/invoices", get(invoices))
        .route("/health", get(health));
    Ok(router.with_state(auth))
}
