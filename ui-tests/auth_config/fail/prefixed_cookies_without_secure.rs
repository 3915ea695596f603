use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(token_from(cookie), cookie_access_name = "__Secure-token", csrf_cookie = "csrf", cookie_secure = "off")]
struct Api {
    secret: Secret,
}

fn main() {}
