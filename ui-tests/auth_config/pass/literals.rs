use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(
    algorithm = "HS512",
    issuer = "https://api.example.com",
    audience = "api"
)]
#[auth(access_ttl = "24h", leeway = "5m")]
struct Longest {
    secret: Secret,
}

#[derive(AuthConfig)]
#[auth(audience = ["api", "admin",], access_ttl = "1s", leeway = "0s",)]
struct Shortest {
    secret: Secret,
}

#[derive(AuthConfig)]
#[auth]
struct Defaults {
    secret: Secret,
}

fn main() {
    let secret =
        || Secret::from("wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5eZq3vK8tB1nW6yM4xR9cL2sH7fD5gJ0pE");
    assert!(Auth::builder(Longest { secret: secret() }).build().is_ok());
    assert!(Auth::builder(Shortest { secret: secret() }).build().is_ok());
    assert!(Auth::builder(Defaults { secret: secret() }).build().is_ok());
}
