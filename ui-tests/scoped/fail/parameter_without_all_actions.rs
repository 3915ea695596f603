use jwt_guard::prelude::*;

#[scoped("team:{team}:read", require_all_actions = false)]
async fn handler() {}

fn main() {}
