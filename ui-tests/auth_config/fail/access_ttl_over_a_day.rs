use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(access_ttl = "25h")]
struct Api {
    secret: Secret,
}

fn main() {}
