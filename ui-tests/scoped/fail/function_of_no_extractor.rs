use jwt_guard::prelude::*;

fn required(_: u8) -> String {
    "admin".into()
}

#[scoped(with = required)]
async fn handler() {}

fn main() {}
