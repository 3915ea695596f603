use jwt_guard::prelude::*;

#[scoped("user:read", require_all = false, require_all = true)]
async fn list_users() -> &'static str {
    "ada, grace"
}

fn main() {}
