use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(cache = "no")]
struct Api {
    secret: Secret,
}

fn main() {}
