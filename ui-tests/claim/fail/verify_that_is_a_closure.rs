use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    #[claim(verify = |plan| plan == "pro")]
    plan: String,
}

fn main() {}
