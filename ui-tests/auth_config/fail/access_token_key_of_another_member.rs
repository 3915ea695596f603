use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(access_token_key = "expires_in")]
struct Api {
    secret: Secret,
}

fn main() {}
