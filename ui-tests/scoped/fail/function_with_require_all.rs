use jwt_guard::prelude::*;

fn required() -> [&'static str; 2] {
    ["user:read", "admin"]
}

#[scoped(with = required, require_all = false)]
async fn handler() {}

fn main() {}
