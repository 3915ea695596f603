use jwt_guard::prelude::*;

#[protected]
fn hello() -> &'static str {
    "hello"
}

fn main() {}
