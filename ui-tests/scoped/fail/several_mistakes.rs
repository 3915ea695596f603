use jwt_guard::prelude::*;

#[scoped(
    "user:",
    "team read",
    7,
    requires_all = false,
    "admin:admin:a:a",
    optional
)]
async fn list_users() -> &'static str {
    "ada, grace"
}

fn main() {}
