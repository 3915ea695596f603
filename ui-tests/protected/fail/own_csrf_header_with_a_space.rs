use jwt_guard::prelude::*;

#[protected(csrf_header = "X CSRF")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
