use jwt_guard::prelude::*;

#[derive(Claim)]
struct Plan(String, u8);

fn main() {}
