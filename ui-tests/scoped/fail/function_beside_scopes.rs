use jwt_guard::prelude::*;

fn required() -> String {
    "admin".into()
}

#[scoped("user:read", with = required)]
async fn handler() {}

fn main() {}
