use axum::Json;
use axum::extract::State;
use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[protected]
async fn create(Json(number): Json<u32>, State(_): State<Auth<Api>>) -> String {
    number.to_string()
}

fn app(auth: Auth<Api>) -> GuardedRouter {
    GuardedRouter::new().route("/", post(create)).with_state(auth)
}

fn main() {}
