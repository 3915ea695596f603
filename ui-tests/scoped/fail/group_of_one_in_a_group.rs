use jwt_guard::prelude::*;

#[scoped(any("admin", all("user:read")))]
async fn handler() {}

fn main() {}
