use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[derive(AuthConfig)]
struct AdminApi {
    secret: Secret,
}

#[protected(auth = Api)]
#[scoped("user:read", auth = AdminApi)]
async fn list_users() -> &'static str {
    "ada, grace"
}

fn main() {}
