use jwt_guard::prelude::*;

#[protected(crate = "jwt_guard")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
