use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

async fn not_found() -> &'static str {
    "nothing here"
}

fn app(auth: Auth<Api>) -> GuardedRouter {
    GuardedRouter::new().fallback(not_found).with_state(auth)
}

fn main() {}
