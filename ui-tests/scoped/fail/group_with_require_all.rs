use jwt_guard::prelude::*;

#[scoped("root", all("user:read", "user:write"), require_all = false)]
async fn handler() {}

fn main() {}
