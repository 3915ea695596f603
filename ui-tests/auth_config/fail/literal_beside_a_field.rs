use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(issuer = "https://api.example.com")]
struct Api {
    secret: Secret,
    issuer: String,
}

fn main() {}
