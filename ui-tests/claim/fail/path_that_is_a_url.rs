use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    #[claim(path = "https://example.com/claims.roles")]
    roles: Vec<String>,
}

fn main() {}
