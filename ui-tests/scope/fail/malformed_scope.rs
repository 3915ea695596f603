use jwt_guard::prelude::*;

#[derive(Scope)]
enum Permission {
    #[scope("user:read,admin")]
    User,
    #[scope("user:*")]
    All,
}

fn main() {}
