use jwt_guard::prelude::*;
use jwt_guard::protected as secured;

#[protected(acr = "mfa")]
#[secured(acr = "hardware")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
