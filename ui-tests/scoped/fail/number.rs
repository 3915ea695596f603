use jwt_guard::prelude::*;

#[scoped(7)]
async fn list_users() -> &'static str {
    "ada, grace"
}

fn main() {}
