use jwt_guard::prelude::*;

#[scoped("")]
async fn list_users() -> &'static str {
    "ada, grace"
}

fn main() {}
