use jwt_guard::prelude::*;

#[protected(token_from = header)]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
