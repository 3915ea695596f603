use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(rate_limit_address = "0/m")]
struct Api {
    secret: Secret,
}

fn main() {}
