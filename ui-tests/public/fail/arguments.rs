use jwt_guard::prelude::*;

#[public("user:read")]
async fn health() -> &'static str {
    "ok"
}

fn main() {}
