use jwt_guard::prelude::*;

#[protected(max_age = "0s")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
