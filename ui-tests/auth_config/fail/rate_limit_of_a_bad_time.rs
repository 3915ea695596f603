use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(rate_limit_account_and_address = "10/15minits")]
struct Api {
    secret: Secret,
}

fn main() {}
