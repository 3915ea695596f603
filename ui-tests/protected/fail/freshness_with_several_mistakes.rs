use jwt_guard::prelude::*;

#[protected(fresh("5m"), maxage = "5m", acr: "mfa")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
