use jwt_guard::prelude::*;

#[derive(Scope)]
enum Permission {
    #[scope("user:read")]
    UserRead,
    #[scope("user:write")]
    UserWrite,
    #[scope("team:read")]
    TeamRead,
    #[scope("team:write")]
    TeamWrite,
    #[scope("billing")]
    Billing,
}

#[derive(AuthConfig)]
#[auth(scopes = Permission)]
struct Api {
    secret: Secret,
}

#[scoped("user:read", "usr:write")]
async fn list_users() {}

fn main() {
    let _ = GuardedRouter::<Auth<Api>>::new().route("/", get(list_users));
}
