use jwt_guard::prelude::*;

#[scoped(require_all = false)]
async fn list_users() -> &'static str {
    "ada, grace"
}

fn main() {}
