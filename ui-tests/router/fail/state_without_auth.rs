use jwt_guard::prelude::*;

#[derive(Clone)]
struct App;

#[protected]
async fn hello() -> &'static str {
    "hello"
}

fn main() {
    let _: GuardedRouter = GuardedRouter::new().route("/", get(hello)).with_state(App);
}
