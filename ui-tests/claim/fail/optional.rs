use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    #[claim(optional)]
    plan: String,
    #[claim(optional)]
    team: Option<String>,
}

fn main() {}
