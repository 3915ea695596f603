use jwt_guard::prelude::*;

#[protected(csrf = "off", csrf_header = "X-Own")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
