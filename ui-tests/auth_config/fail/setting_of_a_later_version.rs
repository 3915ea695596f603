use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(implicit_refresh = "5m", token_from(header, cookie))]
struct Api {
    secret: Secret,
}

fn main() {}
