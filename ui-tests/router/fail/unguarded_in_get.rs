use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

async fn hello() -> &'static str {
    "hello"
}

fn app(auth: Auth<Api>) -> GuardedRouter {
    GuardedRouter::new().route("/", get(hello)).with_state(auth)
}

fn main() {}
