use jwt_guard::prelude::*;

#[cfg(all())]
#[protected]
async fn hello() -> &'static str {
    "here"
}

#[cfg(any())]
#[scoped("admin")]
async fn hello() -> &'static str {
    missing::function()
}

#[scoped("user:read")]
#[cfg(any())]
async fn hello() -> &'static str {
    missing::function()
}

#[cfg_attr(all(), protected)]
async fn conditional(#[cfg(any())] nobody: Missing, #[cfg(all())] claims: Claims) -> String {
    claims.subject().to_owned()
}

struct View;

#[protected]
impl View {
    #[cfg(any())]
    async fn hello() -> Missing {}

    #[cfg(all())]
    async fn hello() {}
}

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

fn main() {
    let routes = get(hello).post(conditional).put(View::hello);
    let app: GuardedRouter<Auth<Api>> = GuardedRouter::new().route("/", routes);
    let manifest = app.manifest().to_string();
    assert_eq!(manifest.matches("  protected  ").count(), 3, "{manifest}");
}
