use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    #[claim(name = "")]
    plan: String,
}

fn main() {}
