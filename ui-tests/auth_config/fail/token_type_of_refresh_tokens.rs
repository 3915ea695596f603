use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(token_type = "application/RT+jwt")]
struct Api {
    secret: Secret,
}

fn main() {}
