use jwt_guard::prelude::*;

#[scoped(
    "abcdefghijklmnopqrstuvwxyz:ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "0123456789:_-./+~@"
)]
async fn every_character() {}

#[scoped("https://api.example.com/user.read")]
async fn looks_like_a_url() {}

#[scoped(":read")]
async fn any_namespace() {}

#[scoped("user:read:write:delete", r"raw", r#"rawer"#, "user\x3aread")]
async fn several_actions() {}

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

fn main() {
    let routes = get(every_character)
        .put(any_namespace)
        .delete(several_actions);
    let app: GuardedRouter<Auth<Api>> = GuardedRouter::new().route("/", routes);
    let manifest = app.manifest().to_string();
    for scope in [
        "0123456789:_-./+~@",
        ":read",
        "user:read:write:delete",
        "rawer",
        "user:read",
    ] {
        assert!(manifest.contains(scope), "{manifest}");
    }
}
