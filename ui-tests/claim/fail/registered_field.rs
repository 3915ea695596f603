use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    plan: String,
    exp: u64,
}

fn main() {}
