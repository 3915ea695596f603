use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(not_before = "15m")]
struct Api {
    secret: Secret,
}

fn main() {}
