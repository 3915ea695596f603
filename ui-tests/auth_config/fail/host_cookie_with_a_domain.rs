use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(token_from(cookie), cookie_domain = "example.com")]
struct Api {
    secret: Secret,
}

fn main() {}
