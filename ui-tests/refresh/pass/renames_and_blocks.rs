use jwt_guard::prelude::*;
use jwt_guard::response::LoginGrant;
use jwt_guard::session::RefreshedSession as Renewal;
use jwt_guard::session::{MemoryStore, RefreshedSession};

#[derive(Clone)]
struct User;

struct Users;

impl UserBackend for Users {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, _: Credentials) -> Result<Option<User>, BackendError> {
        Ok(None)
    }

    async fn retrieve_user(&self, _: &str) -> Result<Option<User>, BackendError> {
        Ok(None)
    }

    fn subject(&self, _: &User) -> String {
        "1".into()
    }
}

#[derive(AuthConfig)]
#[auth(users = Users, session_owner = "site")]
struct Api {
    secret: Secret,
}

struct Routes;

#[protected]
impl Routes {
    async fn read() {}

    #[protected(refresh, replace)]
    async fn renew(session: RefreshedSession<Api>) -> Result<LoginGrant, AuthError> {
        session.grant().await
    }
}

#[public]
mod routes {
    use super::*;

    #[protected(refresh, error_detail = "full", challenge = "off")]
    pub async fn renew(
        method: axum::http::Method,
        mut session: RefreshedSession<Api>,
    ) -> Result<LoginGrant, AuthError> {
        drop(method);
        session = session.access_only();
        session.grant().await
    }
}

fn main() {
    let auth = Auth::builder(Api {
        secret: "wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e".into(),
    })
    .users(Users)
    .store(MemoryStore::new())
    .build()
    .expect("the configuration is right");
    let app: GuardedRouter = GuardedRouter::new()
        .route("/", get(Routes::read))
        .route("/renew", post(Routes::renew))
        .route("/renew-access", post(routes::renew))
        .with_state(auth);
    let access: Vec<_> = app.manifest().routes().iter().map(|route| route.access()).collect();
    assert_eq!(access, ["protected", "refresh", "refresh"]);
    let _: fn(Renewal<Api>) = drop;
}
