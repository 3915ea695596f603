use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct AdminApi {
    secret: Secret,
}

#[protected(auth = AdminApi)]
mod admin {
    use jwt_guard::prelude::*;

    pub async fn show(claims: Claims) -> String {
        claims.subject().to_owned()
    }

    #[scoped("admin")]
    pub async fn delete() {}

    #[not_a_handler]
    #[expect(unused)]
    async fn load() {}

    pub mod nested {
        pub async fn list() -> &'static str {
            super::title()
        }
    }

    fn title() -> &'static str {
        "admin"
    }
}

#[derive(Clone, AuthState)]
struct App {
    admin: Auth<AdminApi>,
}

fn main() {
    let routes = get(admin::show)
        .delete(admin::delete)
        .put(admin::nested::list);
    let app: GuardedRouter<App> = GuardedRouter::new().route("/", routes);
    assert_eq!(app.manifest().routes().len(), 3);
}
