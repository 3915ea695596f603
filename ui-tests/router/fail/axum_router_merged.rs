use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

fn app(plain: axum::Router<Auth<Api>>, auth: Auth<Api>) -> GuardedRouter {
    GuardedRouter::new().merge(plain).with_state(auth)
}

fn main() {}
