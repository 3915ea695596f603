use jwt_guard::prelude::*;

#[derive(Scope)]
enum Permission {
    #[scope("team:read")]
    Team(u32),
}

fn main() {}
