use jwt_guard::prelude::*;

struct User;

#[derive(Claim)]
#[claim(user = User)]
struct Membership {
    plan: String,
}

fn main() {}
