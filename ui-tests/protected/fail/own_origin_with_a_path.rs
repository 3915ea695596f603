use jwt_guard::prelude::*;

#[protected(trusted_origins = ["https://a.example", "https://b.example/"])]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
