use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(access_ttl = "15 minits")]
struct Api {
    secret: Secret,
}

fn main() {}
