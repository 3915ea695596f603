use jwt_guard::prelude::*;

#[derive(Scope)]
enum Permission {
    #[scope("user:read")]
    UserRead,
    #[scope("user:write")]
    UserWrite,
}

#[derive(AuthConfig)]
#[auth(scopes = Permission)]
struct Api {
    secret: Secret,
}

#[scoped("usr:read", in = Permission)]
async fn list_users() {}

fn main() {
    let _ = GuardedRouter::<Auth<Api>>::new().route("/", get(list_users));
}
