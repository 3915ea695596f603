use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(algorithm = "HS512", verify_algorithms = ["HS256"])]
struct Api {
    secret: Secret,
}

fn main() {}
