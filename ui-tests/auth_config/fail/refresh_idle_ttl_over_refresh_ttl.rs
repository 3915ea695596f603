use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(refresh_idle_ttl = "31d")]
struct Api {
    secret: Secret,
}

fn main() {}
