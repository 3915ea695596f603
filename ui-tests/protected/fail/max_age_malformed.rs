use jwt_guard::prelude::*;

#[protected(max_age = "5 minuts")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
