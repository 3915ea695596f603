use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(path_authenticate = "login")]
struct Api {
    secret: Secret,
}

fn main() {}
