use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    sub: String,
    #[claim(name = "")]
    plan: String,
    #[claim(nmae = "team")]
    team: String,
    #[serde(alias = "role")]
    level: u8,
}

fn main() {}
