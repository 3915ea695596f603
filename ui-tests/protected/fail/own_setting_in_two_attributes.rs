use jwt_guard::prelude::*;

#[protected(leeway = "0s")]
#[scoped("admin", leeway = "10s")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
