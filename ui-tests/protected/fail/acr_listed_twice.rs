use jwt_guard::prelude::*;

#[protected(acr = ["mfa", "mfa"])]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
