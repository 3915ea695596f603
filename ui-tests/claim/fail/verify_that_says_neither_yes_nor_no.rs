use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    #[claim(verify = known)]
    plan: String,
}

fn known(plan: &str) -> Option<u32> {
    ["basic", "pro"].iter().position(|known| *known == plan).map(|index| index as u32)
}

fn main() {}
