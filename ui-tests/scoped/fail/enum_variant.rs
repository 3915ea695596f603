use jwt_guard::prelude::*;

enum Permission {
    UserRead,
}

#[scoped(Permission::UserRead)]
async fn list_users() -> &'static str {
    "ada, grace"
}

fn main() {}
