use jwt_guard::prelude::*;

#[protected(auth)]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
