use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(refresh_token_key = "access_token")]
struct Api {
    secret: Secret,
}

fn main() {}
