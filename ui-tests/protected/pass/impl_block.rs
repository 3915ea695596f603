use jwt_guard::prelude::*;

struct View<T> {
    _model: T,
}

/// A view with handlers of every kind beside each other.
#[protected]
impl<T: Send + Sync + 'static> View<T> {
    const NAME: &'static str = "view";

    async fn show(claims: Claims) -> String {
        format!("{} {}", Self::NAME, claims.subject())
    }

    #[scoped("user:read")]
    async fn list() -> String {
        Self::load().await
    }

    #[public(replace)]
    async fn about() -> &'static str {
        Self::title()
    }

    #[not_a_handler]
    async fn load() -> String {
        "ada, grace".into()
    }

    fn title() -> &'static str {
        Self::NAME
    }

    async fn method(&self) -> &T {
        &self._model
    }
}

#[derive(AuthConfig)]
struct Api {
    secret: Secret,
}

fn main() {
    let _ = View { _model: 7 }.method();
    let routes = get(View::<u8>::show)
        .post(View::<u8>::list)
        .put(View::<u8>::about);
    let app: GuardedRouter<Auth<Api>> = GuardedRouter::new().route("/", routes);
    let manifest = app.manifest().to_string();
    for access in ["public", "protected", "user:read"] {
        assert!(manifest.contains(access), "{manifest}");
    }
}
