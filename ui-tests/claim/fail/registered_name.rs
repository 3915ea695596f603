use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    #[claim(name = "exp")]
    expires: u64,
}

fn main() {}
