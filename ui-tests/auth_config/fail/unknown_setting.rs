use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(isuer = "https://api.example.com")]
struct Api {
    secret: Secret,
}

fn main() {}
