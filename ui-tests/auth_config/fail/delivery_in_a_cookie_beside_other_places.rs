use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(token_from(header, query), token_delivery = "both")]
struct Api {
    secret: Secret,
}

fn main() {}
