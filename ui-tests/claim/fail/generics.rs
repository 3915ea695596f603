use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership<T> {
    plan: T,
}

fn main() {}
