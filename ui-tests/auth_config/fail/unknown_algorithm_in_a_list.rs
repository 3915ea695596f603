use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(verify_algorithms = ["HS256", "SHA512"])]
struct Api {
    secret: Secret,
}

fn main() {}
