use jwt_guard::prelude::*;

#[protected(leeway = "10")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
