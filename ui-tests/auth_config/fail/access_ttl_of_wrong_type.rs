use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
    access_ttl: u64,
}

fn main() {}
