use jwt_guard::prelude::*;

#[derive(Claim)]
struct Access {
    #[claim(path = "realm_access..roles")]
    roles: Vec<String>,
}

fn main() {}
