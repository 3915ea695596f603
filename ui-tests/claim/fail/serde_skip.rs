use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    #[serde(skip)]
    plan: String,
}

fn main() {}
