use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(dpop = "required", token_from(header, cookie))]
struct Api {
    secret: Secret,
}

fn main() {}
