use jwt_guard::prelude::*;

#[scoped(one_of("user:read", "admin"))]
async fn handler() {}

fn main() {}
