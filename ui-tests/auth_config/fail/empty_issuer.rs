use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(issuer = "")]
struct Api {
    secret: Secret,
}

fn main() {}
