use jwt_guard::prelude::*;

#[protected(max_age = "5m", max_age = "1h")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
