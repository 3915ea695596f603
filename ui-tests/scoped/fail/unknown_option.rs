use jwt_guard::prelude::*;

#[scoped("user:read", "admin", requires_all = false)]
async fn list_users() -> &'static str {
    "ada, grace"
}

fn main() {}
