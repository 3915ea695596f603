use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(
    token_from(cookie),
    cookie_access_name = "token",
    csrf_cookie = "csrf",
    cookie_same_site = "None",
    cookie_secure = "off",
)]
struct Api {
    secret: Secret,
}

fn main() {}
