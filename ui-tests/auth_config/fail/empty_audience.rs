use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(audience = [])]
struct Api {
    secret: Secret,
}

fn main() {}
