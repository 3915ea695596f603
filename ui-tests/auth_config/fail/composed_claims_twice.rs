use jwt_guard::prelude::*;

#[derive(Claim)]
struct Plan(String);

#[derive(AuthConfig)]
#[auth(claims = (Plan, Plan))]
struct Api {
    secret: Secret,
}

fn main() {}
