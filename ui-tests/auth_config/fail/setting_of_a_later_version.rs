use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(rate_limit = "10", token_from(header, cookie))]
struct Api {
    secret: Secret,
}

fn main() {}
