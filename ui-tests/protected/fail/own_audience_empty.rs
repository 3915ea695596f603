use jwt_guard::prelude::*;

#[protected(audience = [])]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
