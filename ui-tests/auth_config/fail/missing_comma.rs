use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(issuer = "https://api.example.com" access_ttl = "15m")]
struct Api {
    secret: Secret,
}

fn main() {}
