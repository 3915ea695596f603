use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(token_from(cookie), cookie_max_age = "Session")]
struct Api {
    secret: Secret,
}

fn main() {}
