use jwt_guard::prelude::*;

#[derive(Scope)]
enum Permission<const N: usize> {
    #[scope("user:read")]
    UserRead,
}

fn main() {}
