use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(username_key = "password")]
struct Api {
    secret: Secret,
}

fn main() {}
