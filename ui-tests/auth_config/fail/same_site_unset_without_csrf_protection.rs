use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(token_from(cookie), cookie_same_site = "dangerously-unset", csrf = "off")]
struct Api {
    secret: Secret,
}

fn main() {}
