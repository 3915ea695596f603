use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(token_delivery = "cookie")]
struct Api {
    secret: Secret,
}

fn main() {}
