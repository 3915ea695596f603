use std::rc::Rc;

use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[protected]
async fn hello() -> &'static str {
    let greeting = Rc::new("hello");
    std::future::ready(()).await;
    *greeting
}

fn app(auth: Auth<Api>) -> GuardedRouter {
    GuardedRouter::new().route("/", get(hello)).with_state(auth)
}

fn main() {}
