use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(access_ttl = "0s")]
struct Api {
    secret: Secret,
}

fn main() {}
