use jwt_guard::prelude::*;

#[protected(max_body_bytes = "64k")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
