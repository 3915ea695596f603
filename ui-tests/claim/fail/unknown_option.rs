use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    #[claim(nam = "tariff")]
    plan: String,
}

fn main() {}
