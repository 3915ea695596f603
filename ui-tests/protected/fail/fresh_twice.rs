use jwt_guard::prelude::*;

#[protected(fresh, fresh)]
async fn hello() -> &'static str {
    "hello"
}

fn main() {}
