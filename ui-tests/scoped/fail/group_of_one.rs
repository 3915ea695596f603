use jwt_guard::prelude::*;

#[scoped("user:read", all("admin"))]
async fn handler() {}

fn main() {}
