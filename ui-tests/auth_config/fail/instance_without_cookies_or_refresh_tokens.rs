use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(
    token_from(cookie),
    instance = "admin",
    cookie_access_name = "__Host-token",
    refresh = "off",
    csrf_cookie = "__Host-csrf",
)]
struct Api {
    secret: Secret,
}

fn main() {}
