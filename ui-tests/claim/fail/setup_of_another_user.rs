use jwt_guard::prelude::*;

struct User;
struct Other;

#[derive(Claim)]
#[claim(user = User)]
struct Membership {
    #[claim(setup = plan_of)]
    plan: String,
}

fn plan_of(_: &Other) -> String {
    "pro".into()
}

fn main() {}
