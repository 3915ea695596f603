use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(leeway = "6m")]
struct Api {
    secret: Secret,
}

fn main() {}
