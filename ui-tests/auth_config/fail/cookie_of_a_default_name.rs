use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(token_from(cookie), cookie_split = "on", csrf_cookie = "__Host-access_token_signature")]
struct Api {
    secret: Secret,
}

fn main() {}
