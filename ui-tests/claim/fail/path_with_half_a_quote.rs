use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    #[claim(path = "resource_access.\"com.acme.api.roles")]
    roles: Vec<String>,
}

fn main() {}
