use jwt_guard::prelude::*;

#[scoped(["user:read", "admin"])]
async fn list_users() -> &'static str {
    "ada, grace"
}

fn main() {}
