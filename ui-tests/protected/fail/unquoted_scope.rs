use jwt_guard::prelude::*;

#[protected(user:read)]
async fn list_users() -> &'static str {
    "ada, grace"
}

fn main() {}
