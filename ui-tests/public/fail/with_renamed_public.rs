use jwt_guard::prelude::*;
use jwt_guard::public as open;

#[scoped("user:read")]
#[open]
async fn list_users() -> &'static str {
    "ada, grace"
}

fn main() {}
