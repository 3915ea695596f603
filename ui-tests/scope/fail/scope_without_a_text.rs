use jwt_guard::prelude::*;

#[derive(Scope)]
enum Permission {
    #[scope]
    UserRead,
    #[scope = "admin"]
    Admin,
    #[scope(audit)]
    Audit,
}

fn main() {}
