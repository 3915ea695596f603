use jwt_guard::prelude::*;

#[derive(Clone)]
pub struct User {
    pub name: String,
}

struct View;

#[inject_user]
impl View {
    async fn me(user: User) -> String {
        user.name
    }

    async fn hello() -> &'static str {
        "hello"
    }

    #[scoped("admin")]
    async fn other(#[user] admin: User) -> String {
        admin.name
    }
}

include!("../users.rs");

fn main() {
    let routes = get(View::me).post(View::hello).put(View::other);
    let app: GuardedRouter<Auth<Api>> = GuardedRouter::new().route("/", routes);
    let manifest = app.manifest().to_string();
    assert_eq!(manifest.matches("  public  ").count(), 0, "{manifest}");
}
