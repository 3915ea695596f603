use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    #[claim(verify = is_known)]
    plan: String,
}

async fn is_known(plan: &str) -> bool {
    plan == "pro"
}

fn main() {}
