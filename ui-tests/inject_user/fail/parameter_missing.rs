use jwt_guard::prelude::*;

#[inject_user]
async fn me() -> &'static str {
    "me"
}

fn main() {}
