use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

fn router(path: &str) -> GuardedRouter<Auth<Api>> {
    #[protected]
    async fn hello(claims: Claims) -> String {
        claims.subject().to_owned()
    }
    GuardedRouter::new().route(path, get(hello))
}

fn main() {
    let app = router("/");
    assert!(app.manifest().to_string().contains("protected"));
}
