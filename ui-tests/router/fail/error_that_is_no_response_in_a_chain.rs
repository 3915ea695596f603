use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[protected]
async fn show() -> &'static str {
    "hello"
}

#[protected]
async fn create() -> Result<(), std::io::Error> {
    Ok(())
}

#[protected]
async fn replace() -> &'static str {
    "hello"
}

fn app(auth: Auth<Api>) -> GuardedRouter {
    GuardedRouter::new().route("/", get(show).post(create).put(replace)).with_state(auth)
}

fn main() {}
