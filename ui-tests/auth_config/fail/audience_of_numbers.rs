use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(audience = ["api", 7])]
struct Api {
    secret: Secret,
}

fn main() {}
