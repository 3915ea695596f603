use jwt_guard::prelude::*;

#[protected(secret = "wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
