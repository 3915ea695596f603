use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(env = "JWT_SECRET")]
struct Api {
    secret: Secret,
}

fn main() {}
