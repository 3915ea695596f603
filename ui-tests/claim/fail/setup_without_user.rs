use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    #[claim(setup = plan_of)]
    plan: String,
}

struct User;

fn plan_of(_: &User) -> String {
    "pro".into()
}

fn main() {}
