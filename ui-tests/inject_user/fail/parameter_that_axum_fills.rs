use axum::Json;
use jwt_guard::prelude::*;

#[derive(Clone, serde::Deserialize)]
struct User {
    name: String,
}

#[inject_user]
async fn update(user: Json<User>) -> String {
    user.0.name
}

fn main() {}
