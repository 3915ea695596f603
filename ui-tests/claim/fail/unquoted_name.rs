use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    #[claim(name = tariff)]
    plan: String,
}

fn main() {}
