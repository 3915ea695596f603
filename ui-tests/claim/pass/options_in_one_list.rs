use jwt_guard::prelude::*;

fn known_plan(plan: &str) -> bool {
    plan == "pro"
}

#[derive(Claim)]
struct Membership {
    #[claim(verify = known_plan)]
    plan: String,
}

fn main() {
    known_plan("pro");
}
