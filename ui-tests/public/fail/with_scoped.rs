use jwt_guard::prelude::*;

#[public]
#[scoped("user:read")]
async fn list_users() -> &'static str {
    "ada, grace"
}

fn main() {}
