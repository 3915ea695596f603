use jwt_guard::prelude::*;

#[scoped(user:*)]
async fn list_users() -> &'static str {
    "ada, grace"
}

fn main() {}
