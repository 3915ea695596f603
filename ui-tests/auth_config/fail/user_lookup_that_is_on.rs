use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(user_lookup = "on")]
struct Api {
    secret: Secret,
}

fn main() {}
