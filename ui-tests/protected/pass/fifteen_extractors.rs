use axum::http::Method;
use jwt_guard::prelude::*;

#[protected]
#[rustfmt::skip]
#[allow(clippy::too_many_arguments)]
async fn hello(
    _1: Method, _2: Method, _3: Method, _4: Method, _5: Method, _6: Method, _7: Method, _8: Method,
    _9: Method, _10: Method, _11: Method, _12: Method, _13: Method, _14: Method, claims: Claims,
    body: String,
) -> String {
    body + claims.subject()
}

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

fn main() {
    let app: GuardedRouter<Auth<Api>> = GuardedRouter::new().route("/", get(hello));
    assert_eq!(app.manifest().routes().len(), 1);
}
