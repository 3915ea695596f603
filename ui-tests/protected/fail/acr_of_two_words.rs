use jwt_guard::prelude::*;

#[protected(acr = "mfa hardware")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
