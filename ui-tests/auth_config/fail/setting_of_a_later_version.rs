use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", token_from(header, cookie))]
struct Api {
    secret: Secret,
}

fn main() {}
