use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(path_me = "on")]
struct Api {
    secret: Secret,
}

fn main() {}
