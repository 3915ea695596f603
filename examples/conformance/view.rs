//! Class-based: one attribute for the handlers of an `impl` block.

use axum::Json;
use jwt_guard::prelude::*;
use serde_json::{Value, json};

pub(crate) struct View;

#[protected]
impl View {
    pub(crate) async fn list() -> Json<Value> {
        Json(json!({"view": "list"}))
    }

    #[scoped("admin")]
    pub(crate) async fn create(claims: Claims) -> Json<Value> {
        Json(json!({"view": "create", "by": claims.subject()}))
    }
}
