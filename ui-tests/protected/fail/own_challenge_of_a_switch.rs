use jwt_guard::prelude::*;

#[protected(challenge = "on")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
