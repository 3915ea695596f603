use jwt_guard::prelude::*;

use axum::extract::State;

#[derive(Clone)]
struct App;

fn required(_: State<App>) -> String {
    "admin".into()
}

#[scoped(with = required)]
async fn handler() {}

fn main() {}
