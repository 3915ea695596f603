use jwt_guard::prelude::*;

#[public(fresh)]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
