use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[protected]
async fn hello() -> Result<(), std::io::Error> {
    Ok(())
}

fn app(auth: Auth<Api>) -> GuardedRouter {
    GuardedRouter::new().fallback(hello).with_state(auth)
}

fn main() {}
