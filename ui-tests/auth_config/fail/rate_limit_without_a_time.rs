use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(rate_limit_account = "100")]
struct Api {
    secret: Secret,
}

fn main() {}
