use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(path_me = "/users/{id}")]
struct Api {
    secret: Secret,
}

fn main() {}
