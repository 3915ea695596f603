use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

struct Greeting(&'static str);

#[protected]
async fn hello() -> Greeting {
    Greeting("hello")
}

fn app(auth: Auth<Api>) -> GuardedRouter {
    GuardedRouter::new().route("/", get(hello)).with_state(auth)
}

fn main() {}
