use jwt_guard::prelude::*;

#[public(max_age = "5m")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
