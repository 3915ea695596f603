use jwt_guard::prelude::*;

#[scoped("user:read:read")]
async fn list_users() -> &'static str {
    "ada, grace"
}

fn main() {}
