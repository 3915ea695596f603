use jwt_guard::prelude::*;

#[protected(access_ttl = "1m")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
