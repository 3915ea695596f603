//! Handlers with attributes on `Router`.

use axum::Router;
use jwt_guard::key::Secret;
use jwt_guard::{Auth, AuthConfig, Claim};

pub type Routes = Router<Auth<Api>>;

#[derive(AuthConfig)]
#[auth(issuer = "https://api.example.com", access_ttl = "15m", claims = Membership)]
pub struct Api {
    pub secret: Secret,
}

#[derive(Claim)]
pub struct Membership {
    pub plan: String,
}

pub fn app(auth: Auth<Api>) -> Router {
    routes().with_state(auth)
}
