use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership(String);

fn main() {}
