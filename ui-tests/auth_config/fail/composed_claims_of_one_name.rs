use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    team: String,
    plan: String,
}

#[derive(Claim)]
struct Plan(String);

#[derive(AuthConfig)]
#[auth(claims = (Membership, Plan))]
struct Api {
    secret: Secret,
}

fn main() {}
