use jwt_guard::prelude::*;

struct App;

#[scoped("user:read", state = App)]
async fn handler() {}

fn main() {}
