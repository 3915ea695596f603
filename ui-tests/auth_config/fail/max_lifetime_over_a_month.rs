use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(max_lifetime = "31d")]
struct Api {
    secret: Secret,
}

fn main() {}
