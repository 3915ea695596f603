use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(token_from(cookie), cookie_path = "/app", csrf_cookie = "__Secure-csrf_token")]
struct Api {
    secret: Secret,
}

fn main() {}
