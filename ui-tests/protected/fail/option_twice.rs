use jwt_guard::prelude::*;

#[protected(optional, optional)]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
