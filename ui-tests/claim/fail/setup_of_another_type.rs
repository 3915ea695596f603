use jwt_guard::prelude::*;

struct User;

#[derive(Claim)]
#[claim(user = User)]
struct Membership {
    #[claim(setup = level_of)]
    level: u32,
}

async fn level_of(_: &User) -> String {
    "7".into()
}

fn main() {}
