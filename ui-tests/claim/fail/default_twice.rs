use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    #[claim(default = free)]
    #[serde(default)]
    plan: String,
}

fn free() -> String {
    "free".into()
}

fn main() {}
