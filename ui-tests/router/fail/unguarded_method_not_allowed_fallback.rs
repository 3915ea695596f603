use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

async fn not_allowed() -> &'static str {
    "not like this"
}

fn app(auth: Auth<Api>) -> GuardedRouter {
    GuardedRouter::new().method_not_allowed_fallback(not_allowed).with_state(auth)
}

fn main() {}
