use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(access_ttl = 900)]
struct Api {
    secret: Secret,
}

fn main() {}
