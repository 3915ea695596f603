use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[derive(AuthConfig)]
struct AdminApi {
    secret: Secret,
}

#[protected]
async fn hello() -> &'static str {
    "hello"
}

#[protected(auth = AdminApi)]
async fn delete_everything(body: String) -> String {
    body
}

fn app(auth: Auth<Api>) {
    let _: GuardedRouter = GuardedRouter::new().route("/", get(hello).delete(delete_everything)).with_state(auth);
}

fn main() {}
