use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(access_ttl = "never")]
struct Api {
    secret: Secret,
}

fn main() {}
