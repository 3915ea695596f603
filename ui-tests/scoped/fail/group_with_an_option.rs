use jwt_guard::prelude::*;

#[scoped(any("user:read", "admin", require_all = false))]
async fn handler() {}

fn main() {}
