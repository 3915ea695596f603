use jwt_guard::prelude::*;
use jwt_guard::scoped as needs;

#[public]
#[needs("user:read")]
async fn list_users() -> &'static str {
    "ada, grace"
}

fn main() {}
