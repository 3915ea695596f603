use jwt_guard::prelude::*;

#[protected(leeway = 0)]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
