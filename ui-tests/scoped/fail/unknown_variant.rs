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

#[scoped(Permission::UserRaed)]
async fn handler() {}

fn main() {}
