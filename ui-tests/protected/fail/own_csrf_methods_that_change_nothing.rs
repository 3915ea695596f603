use jwt_guard::prelude::*;

#[protected(csrf_methods = ["GET", "HEAD"])]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
