use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
    additional_headers: Vec<String>,
}

fn main() {}
