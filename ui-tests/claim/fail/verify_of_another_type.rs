use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    #[claim(verify = is_known)]
    plan: String,
}

fn is_known(plan: &u32) -> bool {
    *plan < 5
}

fn main() {}
