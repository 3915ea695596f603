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

#[derive(Clone, AuthState)]
struct App {
    auth: Auth<Api>,
}

#[scoped("user:read", any("team:{team}:write", "user:write"))]
async fn list_users() {}

fn app(app: App) -> GuardedRouter {
    GuardedRouter::new()
        .route("/{team}", get(list_users))
        .with_state(app)
}

fn main() {}
