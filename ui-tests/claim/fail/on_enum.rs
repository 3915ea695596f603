use jwt_guard::prelude::*;

#[derive(Claim)]
enum Membership {
    Free,
    Pro,
}

fn main() {}
