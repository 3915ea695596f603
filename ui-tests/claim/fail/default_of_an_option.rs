use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    #[claim(default)]
    team: Option<String>,
}

fn main() {}
