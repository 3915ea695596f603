use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

fn app(auth: Auth<Api>) -> GuardedRouter {
    GuardedRouter::new().route("/", get(|| async { "hello" })).with_state(auth)
}

fn main() {}
