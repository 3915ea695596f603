use axum::extract::Path;
use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[protected]
async fn hello(claims: &Claims, Path(name): Path<String>) -> String {
    format!("{} {name}", claims.subject())
}

fn main() {
    let _ = GuardedRouter::<Auth<Api>>::new().route("/{name}", get(hello));
}
