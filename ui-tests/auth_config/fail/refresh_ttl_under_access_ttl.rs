use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(access_ttl = "2h", refresh_ttl = "1h")]
struct Api {
    secret: Secret,
}

fn main() {}
