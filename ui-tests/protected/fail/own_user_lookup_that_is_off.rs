use jwt_guard::prelude::*;

#[protected(user_lookup = "off")]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
