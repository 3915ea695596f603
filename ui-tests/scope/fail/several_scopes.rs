use jwt_guard::prelude::*;

#[derive(Scope)]
enum Permission {
    #[scope("user:read", "user:write")]
    User,
    #[scope("admin")]
    #[scope("root")]
    Admin,
}

fn main() {}
