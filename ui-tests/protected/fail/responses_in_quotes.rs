use jwt_guard::prelude::*;
use jwt_guard::response::Responses;

struct Plain;

impl Responses for Plain {}

#[protected(responses = "Plain")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
