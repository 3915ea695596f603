use axum::extract::Path;
use jwt_guard::prelude::*;

#[public]
async fn bare() -> &'static str {
    "ok"
}

#[public()]
pub(crate) async fn empty_parentheses() {}

#[jwt_guard::public(crate = ::jwt_guard,)]
pub async fn by_path(Path(name): Path<String>, body: String) -> String {
    name + &body
}

fn main() {
    let routes = get(bare).put(empty_parentheses).post(by_path);
    let app: GuardedRouter<Auth<Api>> = GuardedRouter::new().route("/{name}", routes);
    let manifest = app.manifest().to_string();
    assert_eq!(manifest.matches("  public  ").count(), 3, "{manifest}");
}

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}
