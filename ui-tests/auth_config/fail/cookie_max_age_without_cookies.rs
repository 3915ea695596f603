use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(cookie_max_age = "5m")]
struct Api {
    secret: Secret,
}

fn main() {}
