use jwt_guard::prelude::*;

#[derive(Scope)]
enum Permission {
    #[scope("user:read")]
    Read,
    #[scope("user:read")]
    AlsoRead,
}

fn main() {}
