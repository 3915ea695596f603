use jwt_guard::prelude::*;

struct Plain;

#[protected(responses = Plain)]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
