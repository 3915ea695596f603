use jwt_guard::prelude::*;

#[derive(Claim)]
struct Access {
    #[claim(name = "roles", path = "realm_access.roles")]
    roles: Vec<String>,
}

fn main() {}
