use jwt_guard::prelude::*;

#[protected(max_age = "300")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
