use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[public]
async fn hello() -> &'static str {
    "hello"
}

async fn create(body: String) -> String {
    body
}

fn app(auth: Auth<Api>) -> GuardedRouter {
    GuardedRouter::new().route("/", get(hello).post(create)).with_state(auth)
}

fn main() {}
