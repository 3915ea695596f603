use axum::extract::State;
use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[derive(Clone, AuthState)]
struct App {
    auth: Auth<Api>,
    motto: String,
}

#[protected]
async fn motto(State(motto): State<String>) -> String {
    motto
}

fn app(app: App) -> GuardedRouter {
    GuardedRouter::new().route("/", get(motto)).with_state(app)
}

fn main() {}
