use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(token_from(cookie), cookie_access_name = "__Host-csrf_token_login")]
struct Api {
    secret: Secret,
}

fn main() {}
