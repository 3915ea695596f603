use jwt_guard::prelude::*;

#[scoped("user:read user:write")]
async fn edit_users() -> &'static str {
    "ada, grace"
}

fn main() {}
