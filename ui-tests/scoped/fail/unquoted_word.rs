use jwt_guard::prelude::*;

#[scoped(admin)]
async fn list_users() -> &'static str {
    "ada, grace"
}

fn main() {}
