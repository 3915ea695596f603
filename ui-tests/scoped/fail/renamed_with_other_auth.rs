use jwt_guard::prelude::*;
use jwt_guard::scoped as needs;

#[derive(AuthConfig)]
struct AdminApi {
    secret: Secret,
}

#[protected]
#[needs("user:read", auth = AdminApi)]
async fn list_users() -> &'static str {
    "ada, grace"
}

fn main() {}
