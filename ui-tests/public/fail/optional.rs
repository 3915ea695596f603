use jwt_guard::prelude::*;

#[public(optional)]
async fn health() -> &'static str {
    "ok"
}

fn main() {}
