use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(extra_verifications = is_open)]
struct Api {
    secret: Secret,
}

fn is_open(_: &Claims) -> bool {
    true
}

fn main() {}
