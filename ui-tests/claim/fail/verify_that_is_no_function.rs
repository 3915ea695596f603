use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    #[claim(verify = PLAN)]
    plan: String,
}

const PLAN: &str = "pro";

fn main() {}
