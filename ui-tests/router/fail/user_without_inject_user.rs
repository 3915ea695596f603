use axum::extract::State;
use jwt_guard::prelude::*;

#[derive(Clone)]
struct User {
    name: String,
}

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[protected]
async fn greet(user: User, State(_): State<Auth<Api>>) -> String {
    user.name
}

fn app(auth: Auth<Api>) -> GuardedRouter {
    GuardedRouter::new().route("/", get(greet)).with_state(auth)
}

fn main() {}
