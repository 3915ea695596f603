use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

fn app(guarded: GuardedRouter) -> axum::Router {
    axum::Router::new().nest("/v1", guarded)
}

fn main() {}
