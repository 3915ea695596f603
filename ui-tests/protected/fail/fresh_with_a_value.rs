use jwt_guard::prelude::*;

#[protected(fresh = true)]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
