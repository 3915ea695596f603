use jwt_guard::prelude::*;

#[protected]
async fn hello() -> &'static str {
    "hello"
}

fn main() {
    let _: GuardedRouter = GuardedRouter::new().route("/", get(hello));
}
