use jwt_guard::prelude::*;

struct User;

#[derive(Claim)]
struct Membership {
    #[claim(user = User)]
    plan: String,
}

fn main() {}
