use jwt_guard::prelude::*;

#[public(leeway = "0s")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
