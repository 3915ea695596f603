use jwt_guard::prelude::*;

#[derive(Scope)]
enum Permission {
    #[scope("user:read")]
    UserRead,
    #[scope("user:write")]
    UserWrite,
    #[scope("team:{team}:read")]
    TeamRead,
}

#[derive(AuthConfig)]
#[auth(scopes = Permission)]
struct Api {
    secret: Secret,
}

#[scoped("usr:read")]
async fn list_users() {}

fn main() {
    let _ = GuardedRouter::<Auth<Api>>::new().fallback(list_users);
}
