use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    plan: String,
    #[claim(name = "plan")]
    tariff: String,
}

fn main() {}
