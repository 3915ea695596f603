use jwt_guard::prelude::*;

#[protected(header_name = "Cookie")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
