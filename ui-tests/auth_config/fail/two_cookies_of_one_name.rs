use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(token_from(cookie), cookie_access_name = "session", csrf_cookie = "session")]
struct Api {
    secret: Secret,
}

fn main() {}
