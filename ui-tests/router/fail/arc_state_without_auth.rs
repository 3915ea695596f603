use std::sync::Arc;

use jwt_guard::prelude::*;

struct App;

#[protected]
async fn hello() -> &'static str {
    "hello"
}

fn main() {
    let _: GuardedRouter = GuardedRouter::new().route("/", get(hello)).with_state(Arc::new(App));
}
