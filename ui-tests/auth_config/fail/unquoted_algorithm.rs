use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(algorithm = HS256)]
struct Api {
    secret: Secret,
}

fn main() {}
