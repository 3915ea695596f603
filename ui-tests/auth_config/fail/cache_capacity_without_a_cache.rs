use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(cache = "off", cache_capacity = 100)]
struct Api {
    secret: Secret,
}

fn main() {}
