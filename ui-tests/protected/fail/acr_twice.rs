use jwt_guard::prelude::*;

#[protected(acr = "mfa", acr = "hardware")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
