use std::sync::Arc;

use axum::extract::State;
use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[derive(AuthState)]
struct App {
    auth: Auth<Api>,
    n: u32,
}

#[protected]
async fn h(State(app): State<Arc<App>>) -> String {
    app.n.to_string()
}

fn main() {
    let auth = Auth::builder(Api { secret: Secret::random().unwrap() }).build().unwrap();
    let app = Arc::new(App { auth, n: 1 });
    let _: GuardedRouter = GuardedRouter::new().route("/", get(h)).with_state(app);
}
