use jwt_guard::prelude::*;

use jwt_guard::scope::{RequiredScopes, Scope};

#[derive(jwt_guard::Scope, Clone, Copy)]
enum Permission {
    #[scope("note:read")]
    NoteRead,
    #[scope("team:{team}:{action}")]
    Team,
}

const READ: Scope = scope!("note:read");

fn of_team(team: &str, id: u64) -> RequiredScopes {
    let action = "write";
    RequiredScopes::all_of([
        scope!("team:{team}:{action}:{id}"),
        scope!("team:{a}:x", a = team.trim(),),
        jwt_guard::scope!(Permission::Team, team = id + 1, action = action),
        scope!("note:read", in = Permission, crate = ::jwt_guard),
        Permission::NoteRead.into(),
        READ,
    ])
}

#[scoped(with = required)]
async fn handler(claims: Claims) -> String {
    (claims.grants(READ) && claims.grants(Permission::NoteRead)).to_string()
}

fn required() -> [Scope; 1] {
    [READ]
}

fn main() {
    let _ = of_team("a", 7);
    let _ = get(handler);
}
