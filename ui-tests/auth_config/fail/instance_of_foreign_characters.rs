use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(token_from(cookie), instance = "back office")]
struct Admin {
    secret: Secret,
}

#[derive(AuthConfig)]
#[auth(token_from(cookie), instance = Partners)]
struct Api {
    secret: Secret,
}

fn main() {}
