use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(algorithm = "RS256")]
struct Api {
    secret: Secret,
}

fn main() {}
