//! `accounts`: knows the users, and signs tokens with its private key.

use aws_lc_rs::signature::Ed25519KeyPair;
use base64_simd::STANDARD;
use jwt_guard::clock::{Clock, SystemClock};
use jwt_guard::config::ConfigError;
use jwt_guard::prelude::*;
use jwt_guard::scope::ScopeSet;
use serde::Serialize;

/// The configuration: a private key that signs.
#[derive(AuthConfig, Debug)]
#[auth(
    algorithm = "EdDSA",
    issuer = "https://accounts.example.com",
    audience = ["orders", "invoices"],
    users = Users
)]
pub struct Accounts {
    #[auth(env = "JWT_PRIVATE_KEY")]
    private_key: Secret,
}

/// `ada`, who may read orders, and `grace`, who may read invoices too. A real service asks its database.
#[derive(Debug)]
pub struct Users;

/// A user of the service.
#[derive(Clone, Debug, Serialize)]
pub struct User {
    id: u32,
    #[serde(skip)]
    scopes: &'static [&'static str],
}

const ADA: User = User {
    id: 1,
    scopes: &["order:read"],
};
const GRACE: User = User {
    id: 2,
    scopes: &["order:read", "invoice:read"],
};

impl UserBackend for Users {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        let user = match &*login.username {
            "ada" => ADA,
            "grace" => GRACE,
            _ => return Ok(None),
        };
        Ok((*login.password == "correct horse").then_some(user))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        let users = [ADA, GRACE];
        Ok(users
            .into_iter()
            .find(|user| user.id.to_string() == subject))
    }

    fn subject(&self, user: &User) -> String {
        user.id.to_string()
    }

    async fn scopes(&self, user: &User) -> Result<ScopeSet, BackendError> {
        Ok(user.scopes.iter().copied().collect())
    }
}

impl Accounts {
    /// With this private key: PEM, a JWK, or `file:` and a path.
    pub fn new(private_key: impl Into<Secret>) -> Self {
        Self {
            private_key: private_key.into(),
        }
    }

    /// With the key in `JWT_PRIVATE_KEY` or, for development, a new one.
    pub fn from_env_or_new() -> Result<Self, Box<dyn std::error::Error>> {
        match std::env::var_os("JWT_PRIVATE_KEY") {
            Some(_) => Ok(Self::from_env()?),
            None => Ok(Self::new(new_key()?)),
        }
    }

    /// The `Auth` of the service.
    pub fn auth(self) -> Result<Auth<Self>, ConfigError> {
        Auth::builder(self).users(Users).build()
    }
}

/// A new key pair, as PEM.
pub fn new_key() -> Result<String, aws_lc_rs::error::Unspecified> {
    let pair = Ed25519KeyPair::generate()?;
    let der = pair.to_pkcs8v1()?;
    let text = STANDARD.encode_to_string(der.as_ref());
    Ok(format!(
        "-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n"
    ))
}

/// The public keys, as `GET /auth/keys` publishes them.
pub fn public_keys(auth: &Auth<Accounts>) -> Result<String, serde_json::Error> {
    serde_json::to_string(&auth.keys().public_set(SystemClock::default().now()))
}

/// The routes: login, verification of a token, the user, and the public keys.
pub fn app(auth: &Auth<Accounts>) -> GuardedRouter {
    GuardedRouter::new()
        .nest("/auth", auth.endpoints())
        .with_state(auth.clone())
}
