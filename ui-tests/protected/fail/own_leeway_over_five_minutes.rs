use jwt_guard::prelude::*;

#[protected(leeway = "10m")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
