use jwt_guard::prelude::*;

#[scoped("user:read", "admin", require_all)]
async fn list_users() -> &'static str {
    "ada, grace"
}

fn main() {}
