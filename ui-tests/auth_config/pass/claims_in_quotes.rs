use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    plan: String,
}

#[derive(AuthConfig)]
#[auth(claims = "Membership")]
struct Api {
    secret: Secret,
}

fn main() {}
