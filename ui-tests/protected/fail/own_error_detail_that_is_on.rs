use jwt_guard::prelude::*;

#[protected(error_detail = "on")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
