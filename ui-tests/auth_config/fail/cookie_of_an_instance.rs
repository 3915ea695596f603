use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(token_from(cookie), instance = "admin", csrf_cookie = "__Host-admin_access_token")]
struct Literal {
    secret: Secret,
}

#[derive(AuthConfig)]
#[auth(token_from(cookie), cookie_domain = "example.com")]
struct Field {
    secret: Secret,
    instance: String,
}

fn main() {}
