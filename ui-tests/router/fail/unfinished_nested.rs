use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[protected]
async fn hello() {}

fn app(auth: Auth<Api>) -> GuardedRouter {
    GuardedRouter::new().route("/", get(hello)).with_state(auth)
}

fn main() {
    let auth = Auth::builder(Api { secret: Secret::random().unwrap() }).build().unwrap();
    let _: axum::Router = axum::Router::new().nest_service("/v1", app(auth));
}
