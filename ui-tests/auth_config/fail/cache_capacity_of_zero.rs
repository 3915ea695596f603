use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(cache_capacity = 0)]
struct Api {
    secret: Secret,
}

fn main() {}
