use jwt_guard::prelude::*;

#[protected(csrf_cookie = "csrf;token")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
