use jwt_guard::prelude::*;


#[public(replace)]
async fn health() {}

fn main() {}
