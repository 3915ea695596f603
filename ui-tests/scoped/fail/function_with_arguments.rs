use jwt_guard::prelude::*;

fn required(_: u8) -> String {
    "admin".into()
}

#[scoped(with = required(1))]
async fn handler() {}

fn main() {}
