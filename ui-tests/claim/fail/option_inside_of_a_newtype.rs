use jwt_guard::prelude::*;

#[derive(Claim)]
struct Plan(#[claim(name = "https://example.com/plan")] String);

fn main() {}
