use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(cookie_same_site = "unset")]
struct Api {
    secret: Secret,
}

fn main() {}
