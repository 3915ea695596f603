use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[public]
async fn hello() -> &'static str {
    "hello"
}

fn app(auth: Auth<Api>) -> GuardedRouter {
    GuardedRouter::new().route("/", axum::routing::get(hello)).with_state(auth)
}

fn main() {}
