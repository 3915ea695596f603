use jwt_guard::prelude::*;

#[derive(Claim)]
#[claim(nmae = "plan", verify = 5, path = "a.")]
struct Plan(#[serde(rename = "x")] String);

fn main() {}
