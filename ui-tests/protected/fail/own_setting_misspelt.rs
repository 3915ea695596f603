use jwt_guard::prelude::*;

#[protected(leway = "0s")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
