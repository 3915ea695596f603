use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(algorithm = "none")]
struct Api {
    secret: Secret,
}

fn main() {}
