use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(secret = "wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e")]
struct Api {
    issuer: String,
}

fn main() {}
