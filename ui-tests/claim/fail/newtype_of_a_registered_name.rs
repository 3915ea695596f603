use jwt_guard::prelude::*;

#[derive(Claim)]
struct Scope(String);

fn main() {}
