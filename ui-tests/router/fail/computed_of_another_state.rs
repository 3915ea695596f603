use jwt_guard::prelude::*;

use axum::extract::State;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[derive(Clone, AuthState)]
struct App {
    auth: Auth<Api>,
}

async fn required(_: State<App>) -> String {
    "admin".into()
}

#[scoped(with = required, state = App)]
async fn wipe() {}

fn main() {
    let _ = GuardedRouter::<Auth<Api>>::new().route("/", get(wipe));
}
