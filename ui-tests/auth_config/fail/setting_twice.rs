use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(issuer = "https://a.example.com")]
#[auth(issuer = "https://b.example.com")]
struct Api {
    secret: Secret,
}

fn main() {}
