use jwt_guard::prelude::*;

#[scoped("admin", leeway = 0)]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
