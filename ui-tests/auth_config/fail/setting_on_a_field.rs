use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    #[auth(algorithm = "HS256")]
    secret: Secret,
}

fn main() {}
