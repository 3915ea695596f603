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

#[derive(Scope)]
enum Other {
    #[scope("billing")]
    Billing,
}

#[scoped(Other::Billing)]
async fn bill() {}

fn main() {
    let _ = GuardedRouter::<Auth<Api>>::new().route("/", get(bill));
}
