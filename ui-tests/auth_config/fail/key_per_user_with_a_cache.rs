use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(key_per_user = "on", cache = "on")]
struct Api {
    secret: Secret,
}

fn main() {}
