use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    #[claim(name = "plan", name = "tariff")]
    plan: String,
}

fn main() {}
