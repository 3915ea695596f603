use jwt_guard::prelude::*;

fn required() -> u8 {
    1
}

#[scoped(with = required)]
async fn handler() {}

fn main() {}
