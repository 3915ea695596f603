use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[derive(AuthConfig)]
struct AdminApi {
    secret: Secret,
}

#[derive(Clone, AuthState)]
struct App {
    auth: Auth<Api>,
    admin: Auth<AdminApi>,
}

#[public(auth = AdminApi)]
async fn hello() -> &'static str {
    "hello"
}

fn main() {
    let app: GuardedRouter<App> = GuardedRouter::new().route("/", get(hello));
    assert!(app.manifest().to_string().contains("public"));
}
