use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(retired_keys = ["Zq3vK8tB1nW6yM4xR9cL2sH7fD5gJ0pE"])]
struct Api {
    secret: Secret,
}

fn main() {}
