//! `Arc<App>` as the router's state.

use std::sync::Arc;

use axum::extract::{FromRef, State};
use jwt_guard::prelude::*;

use crate::fixtures::app::*;

#[derive(AuthConfig)]
struct AdminApi {
    secret: Secret,
}

/// Another `Auth` of the same configuration.
enum Partners {}

/// Neither `Clone` nor `FromRef`.
#[derive(AuthState)]
struct App {
    auth: Auth<Api>,
    admin: Auth<AdminApi>,
    #[auth(instance = Partners)]
    partners: Auth<Api>,
    name: Name,
}

#[derive(Clone)]
struct Name(&'static str);

impl FromRef<Arc<App>> for Name {
    fn from_ref(app: &Arc<App>) -> Self {
        app.name.clone()
    }
}

#[protected]
async fn whole(State(app): State<Arc<App>>, claims: Claims<Membership>) -> String {
    format!("{} {}", app.name.0, claims.plan)
}

#[protected]
async fn part(State(Name(name)): State<Name>) -> &'static str {
    name
}

#[inject_user]
async fn user(user: User, State(auth): State<Auth<Api>>) -> String {
    format!("{} {}", user.name, auth.verify("x").is_ok())
}

#[protected(auth = AdminApi)]
async fn for_admins(State(_): State<Auth<AdminApi>>) -> &'static str {
    "admin"
}

#[protected(auth = Partners)]
async fn for_partners() -> &'static str {
    "partner"
}

async fn of_client(State(app): State<Arc<App>>) -> String {
    app.name.0.to_owned()
}

#[scoped(with = of_client, state = Arc<App>)]
async fn computed() -> &'static str {
    "computed"
}

/// A `Claims` that the attribute cannot see.
type Whose = Claims<Membership>;

#[protected]
async fn aliased(claims: Whose) -> String {
    claims.subject().to_owned()
}

fn admin() -> Auth<AdminApi> {
    let secret = OTHER_SECRET.into();
    Auth::builder(AdminApi { secret }).build().unwrap()
}

#[tokio::test]
async fn an_arc_of_the_state_is_a_state() {
    let app = Arc::new(App {
        auth: auth(),
        admin: admin(),
        partners: auth(),
        name: Name("app"),
    });
    let router: GuardedRouter = GuardedRouter::new()
        .route("/whole", get(whole))
        .route("/part", get(part))
        .route("/user", get(user))
        .route("/admin", get(for_admins))
        .route("/partners", get(for_partners))
        .route("/computed", get(computed))
        .route("/aliased", get(aliased))
        .nest("/auth", app.auth.endpoints())
        .with_state(app);
    let member = token(&["app"]);
    let administrator = admin().mint("1").token().unwrap();
    for (path, token, body) in [
        ("/whole", &member, "app pro"),
        ("/part", &member, "app"),
        ("/user", &member, "ada false"),
        ("/admin", &administrator, "admin"),
        ("/partners", &member, "partner"),
        ("/computed", &member, "computed"),
        ("/aliased", &member, "1"),
    ] {
        assert_eq!(get_as(&router, path, None).await.0, 401, "{path}");
        let answer = get_as(&router, path, Some(token)).await;
        assert_eq!(answer, (200, body.to_owned()), "{path}");
        let other = if path == "/admin" {
            &member
        } else {
            &administrator
        };
        assert_eq!(get_as(&router, path, Some(other)).await.0, 401, "{path}");
    }
    assert_eq!(get_as(&router, "/computed", Some(&token(&[]))).await.0, 403);
    assert_eq!(get_as(&router, "/auth/me", Some(&member)).await.0, 200);
}

#[tokio::test]
async fn so_is_an_arc_of_the_auth_and_an_arc_of_an_arc() {
    let once: GuardedRouter = GuardedRouter::new()
        .route("/", get(aliased))
        .with_state(Arc::new(auth()));
    let twice: GuardedRouter = GuardedRouter::new()
        .route("/", get(aliased))
        .with_state(Arc::new(Arc::new(auth())));
    let shared: Arc<dyn AuthState<Config = Api>> = Arc::new(auth());
    let of_a_trait: GuardedRouter = GuardedRouter::new()
        .route("/", get(aliased))
        .with_state(shared);
    let plain = axum::Router::new()
        .route("/", axum::routing::get(aliased))
        .with_state(Arc::new(auth()));
    let plain: GuardedRouter = GuardedRouter::new().merge_unguarded(plain);
    for router in [&once, &twice, &of_a_trait, &plain] {
        assert_eq!(get_as(router, "/", None).await.0, 401);
        assert_eq!(get_as(router, "/", Some(&token(&[]))).await.0, 200);
    }
}
