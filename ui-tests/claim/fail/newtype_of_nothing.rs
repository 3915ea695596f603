use jwt_guard::prelude::*;

#[derive(Claim)]
struct Plan();

fn main() {}
