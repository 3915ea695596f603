use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(path_me = "/verify")]
struct Api {
    secret: Secret,
}

fn main() {}
