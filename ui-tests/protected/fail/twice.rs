use jwt_guard::prelude::*;

#[protected]
#[jwt_guard::protected]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
