use jwt_guard::prelude::*;

struct User;

#[derive(Claim)]
#[claim(user = User)]
struct Membership {
    #[claim(setup = plan_of)]
    plan: String,
    team: String,
}

fn plan_of(_: &User) -> String {
    "pro".into()
}

fn main() {}
