use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: String,
}

fn main() {}
