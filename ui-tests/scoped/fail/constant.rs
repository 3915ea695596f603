use jwt_guard::prelude::*;

const USER_READ: &str = "user:read";

#[scoped(USER_READ)]
async fn list_users() -> &'static str {
    "ada, grace"
}

fn main() {}
