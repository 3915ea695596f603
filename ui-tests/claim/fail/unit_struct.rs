use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership;

fn main() {}
