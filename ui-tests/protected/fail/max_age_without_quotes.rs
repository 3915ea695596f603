use jwt_guard::prelude::*;

#[protected(max_age = 5m)]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
