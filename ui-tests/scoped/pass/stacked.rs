use jwt_guard::prelude::*;
use jwt_guard::{protected as secured, scoped as needs};

#[protected]
#[scoped("user:read")]
async fn visible(claims: Claims) {
    drop(claims);
}

#[scoped("user:read")]
#[jwt_guard::protected]
async fn by_path() {}

#[scoped("user:read")]
#[needs("admin")]
async fn renamed(claims: Claims) {
    drop(claims);
}

#[secured]
#[cfg_attr(all(), scoped("user:read"))]
async fn hidden() {}

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

fn main() {
    let routes = get(visible).post(by_path).put(renamed).delete(hidden);
    let app: GuardedRouter<Auth<Api>> = GuardedRouter::new().route("/", routes);
    let manifest = app.manifest().to_string();
    assert_eq!(manifest.matches("user:read").count(), 4, "{manifest}");
}
