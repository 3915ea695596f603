use axum::Json;
use axum::extract::{Path, State};
use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

async fn list(State(_auth): State<Auth<Api>>) -> &'static str {
    "notes"
}

async fn create(Path(_id): Path<u32>, Json(note): Json<String>) -> String {
    note
}

fn app(auth: Auth<Api>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/notes", get(list))
        .route("/notes/{id}", post(create).put(create))
        .with_state(auth)
}

fn main() {}
