use jwt_guard::prelude::*;

#[protected(acr = [])]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
