use jwt_guard::prelude::*;

#[public]
#[public]
async fn health() -> &'static str {
    "ok"
}

fn main() {}
