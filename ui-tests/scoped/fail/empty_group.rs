use jwt_guard::prelude::*;

#[scoped(any())]
async fn handler() {}

fn main() {}
