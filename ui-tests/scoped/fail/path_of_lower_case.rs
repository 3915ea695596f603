use jwt_guard::prelude::*;

#[scoped(user::read)]
async fn handler() {}

fn main() {}
