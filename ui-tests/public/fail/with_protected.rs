use jwt_guard::prelude::*;

#[protected]
#[public]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
