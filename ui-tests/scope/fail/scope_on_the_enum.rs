use jwt_guard::prelude::*;

#[derive(Scope)]
#[scope("user:read")]
enum Permission {
    #[scope("admin")]
    Admin,
}

fn main() {}
