use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[derive(Clone)]
struct App {
    auth: Auth<Api>,
}

#[protected]
async fn hello() -> &'static str {
    "hello"
}

fn app(app: App) -> GuardedRouter {
    GuardedRouter::new().route("/", get(hello)).with_state(app)
}

fn main() {}
