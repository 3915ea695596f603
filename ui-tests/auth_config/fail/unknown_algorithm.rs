use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(algorithm = "hs256")]
struct Api {
    secret: Secret,
}

fn main() {}
