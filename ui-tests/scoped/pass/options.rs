use jwt_guard::prelude::*;

#[scoped("user:read", "admin", require_all = false)]
async fn one_of_two() {}

#[scoped(require_all_actions = false, "user:read:write")]
async fn one_of_two_actions() {}

#[scoped("user:read", require_all = true, require_all_actions = true, auth = Api, crate = ::jwt_guard)]
async fn everything() {}

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[derive(Clone, AuthState)]
struct App {
    auth: Auth<Api>,
}

fn main() {
    let routes = get(one_of_two).post(one_of_two_actions).put(everything);
    let app: GuardedRouter<App> = GuardedRouter::new().route("/", routes);
    assert_eq!(app.manifest().routes().len(), 3);
}
