use jwt_guard::prelude::*;

#[scoped("admin", max_ages = "5m")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
