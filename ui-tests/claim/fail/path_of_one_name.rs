use jwt_guard::prelude::*;

#[derive(Claim)]
struct Access {
    #[claim(path = "roles")]
    roles: Vec<String>,
}

fn main() {}
