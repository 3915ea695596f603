use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership<'a> {
    plan: &'a str,
}

fn main() {}
