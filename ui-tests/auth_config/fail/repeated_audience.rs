use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(audience = ["api", "admin", "api"])]
struct Api {
    secret: Secret,
}

fn main() {}
