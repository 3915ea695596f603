use jwt_guard::prelude::*;

#[derive(Claim)]
#[claim(name = "membership")]
struct Membership {
    plan: String,
}

fn main() {}
