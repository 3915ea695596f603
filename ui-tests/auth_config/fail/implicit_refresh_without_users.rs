use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(token_from(cookie), implicit_refresh = "5m")]
struct Api {
    secret: Secret,
}

fn main() {}
