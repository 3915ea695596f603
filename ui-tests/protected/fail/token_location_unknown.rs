use jwt_guard::prelude::*;

#[protected(token_from(header, cooky(strict)))]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
