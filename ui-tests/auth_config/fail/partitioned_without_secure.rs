use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(
    token_from(cookie),
    cookie_access_name = "token",
    csrf_cookie = "csrf",
    cookie_partitioned = "on",
    cookie_secure = "off",
)]
struct Api {
    secret: Secret,
}

fn main() {}
