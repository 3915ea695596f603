use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(rate_limit(account = "100/h"))]
struct Api {
    secret: Secret,
}

fn main() {}
