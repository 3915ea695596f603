use jwt_guard::prelude::*;

/// Says hello.
#[protected]
#[axum::debug_handler(state = Auth<Api>)]
#[must_use]
#[inline]
async fn above_debug_handler(claims: Claims, body: String) -> String {
    body + claims.subject()
}

#[deprecated]
#[protected]
#[allow(unused_variables)]
async fn among_others(#[allow(unused)] claims: Claims) {}

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

#[allow(deprecated)]
fn main() {
    let routes = get(above_debug_handler).post(among_others);
    let app: GuardedRouter<Auth<Api>> = GuardedRouter::new().route("/", routes);
    assert_eq!(app.manifest().routes().len(), 2);
}
