use jwt_guard::prelude::*;

#[protected(acr = urn:example:mfa)]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
