use jwt_guard::prelude::*;
use jwt_guard::protected as secured;

#[protected(leeway = "0s")]
#[secured(audience = "admin")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
