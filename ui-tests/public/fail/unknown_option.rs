use jwt_guard::prelude::*;

#[public(aut = Api)]
async fn health() -> &'static str {
    "ok"
}

fn main() {}
