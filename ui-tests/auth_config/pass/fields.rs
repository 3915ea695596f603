use std::time::Duration;

use jwt_guard::Algorithm;
use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(issuer = "https://api.example.com")]
pub struct Api {
    #[auth(env = "JWT_SECRET")]
    secret: Secret,
    #[auth(env = "JWT_ALGORITHM")]
    algorithm: Algorithm,
    #[auth(env = "JWT_ISSUER")]
    issuer: Option<String>,
    #[auth(env = "JWT_AUDIENCE")]
    audience: Vec<String>,
    #[auth(env = "JWT_TTL")]
    access_ttl: Duration,
    leeway: Option<Duration>,
}

#[derive(AuthConfig)]
struct Text {
    secret: Option<Secret>,
    algorithm: String,
    issuer: String,
    audience: String,
    access_ttl: String,
    r#leeway: String,
}

fn main() {
    let variables = |name: &str| match name {
        "JWT_SECRET" => Some("wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e".to_owned()),
        "JWT_ALGORITHM" => Some("HS256".into()),
        "JWT_AUDIENCE" => Some("api, admin".into()),
        "JWT_TTL" => Some("15m".into()),
        _ => None,
    };
    let api = Api::from_vars(variables).unwrap();
    assert_eq!(api.audience, ["api", "admin"]);
    assert!(Auth::builder(api).build().is_ok());
    assert!(Api::from_vars(|_| None).is_err());
    let text = Text {
        secret: Some(Secret::from("wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e")),
        algorithm: "HS256".into(),
        issuer: "https://api.example.com".into(),
        audience: "api".into(),
        access_ttl: "15m".into(),
        leeway: "10s".into(),
    };
    assert!(Auth::builder(text).build().is_ok());
}
