use axum::Json;
use jwt_guard::prelude::*;

#[derive(serde::Serialize)]
struct View;

impl View {
    #[protected]
    async fn show() -> Json<Self> {
        Json(View)
    }
}

fn main() {}
