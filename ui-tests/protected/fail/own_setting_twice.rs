use jwt_guard::prelude::*;

#[protected(leeway = "0s", leeway = "10s")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
