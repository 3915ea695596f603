use jwt_guard::prelude::*;

#[scoped("café:read")]
async fn menu() -> &'static str {
    "tea"
}

fn main() {}
