use jwt_guard::prelude::*;

#[scoped(any(user:read, admin))]
async fn handler() {}

fn main() {}
