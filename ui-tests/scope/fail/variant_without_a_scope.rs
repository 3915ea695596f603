use jwt_guard::prelude::*;

#[derive(Scope)]
enum Permission {
    UserRead,
    #[scope("admin")]
    Admin,
}

fn main() {}
