use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(extra_verifications(look))]
struct Api {
    secret: Secret,
}

fn look(_: &Claims) {}

fn main() {}
