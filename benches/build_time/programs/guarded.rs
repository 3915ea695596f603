//! Handlers with attributes on `GuardedRouter`.

use jwt_guard::key::Secret;
use jwt_guard::routing::GuardedRouter;
use jwt_guard::{Auth, AuthConfig, Claim};

pub type Routes = GuardedRouter<Auth<Api>>;

#[derive(AuthConfig)]
#[auth(issuer = "https://api.example.com", access_ttl = "15m", claims = Membership)]
pub struct Api {
    pub secret: Secret,
}

#[derive(Claim)]
pub struct Membership {
    pub plan: String,
}

pub fn app(auth: Auth<Api>) -> GuardedRouter {
    routes().with_state(auth)
}
