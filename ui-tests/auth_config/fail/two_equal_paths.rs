use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(path_authenticate = "/session", path_me = "/session/")]
struct Api {
    secret: Secret,
}

fn main() {}
