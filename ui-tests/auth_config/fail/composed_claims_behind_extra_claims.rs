use jwt_guard::claim::ExtraClaims;
use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    plan: String,
}

#[derive(AuthConfig)]
#[auth(claims = (ExtraClaims, Membership))]
struct Api {
    secret: Secret,
}

fn main() {}
