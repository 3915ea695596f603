use jwt_guard::prelude::*;

enum Permission {}

#[scoped("user:read", in = Permission)]
async fn handler() {}

fn main() {}
