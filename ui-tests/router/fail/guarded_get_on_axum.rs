use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[protected]
async fn hello() -> &'static str {
    "hello"
}

fn app(auth: Auth<Api>) -> axum::Router {
    axum::Router::new().route("/", get(hello)).with_state(auth)
}

fn main() {}
