//! Every form of what a handler can ask of scopes, in every place.
#![deny(warnings)]

use axum::extract::{Path, Query, State};
use jwt_guard::prelude::*;
use jwt_guard::scope::RequiredScopes;

#[derive(Scope)]
enum Permission {
    #[scope("user:read")]
    UserRead,
    #[scope("team:{team}:read")]
    TeamRead,
    #[scope("admin")]
    ADMIN,
}

#[derive(AuthConfig)]
#[auth(scopes = Permission)]
struct Api {
    secret: Secret,
}

#[derive(Clone, AuthState)]
struct App {
    auth: Auth<Api>,
}

#[scoped("team:{id}:read", in = Permission)]
async fn team() {}

#[scoped(any(Permission::UserRead, all("admin", self::Permission::TeamRead)), require_all_actions = true)]
async fn group() {}

#[scoped(Permission::UserRead, "admin", require_all = false, require_all_actions = false)]
async fn list() {}

fn at_once() -> &'static str {
    "a"
}

async fn later(_: Path<u8>, _: Query<()>) -> Result<Vec<String>, AuthError> {
    Ok(Vec::new())
}

async fn of_state(State(_): State<App>) -> RequiredScopes {
    RequiredScopes::any_of(["a"])
}

#[scoped(with = at_once)]
async fn computed() {}

#[scoped(with = later)]
#[inject_user]
async fn computed_later(user: CurrentUser<std::convert::Infallible>) {
    let _ = user;
}

#[scoped(with = of_state, state = App, auth = Api)]
pub(crate) async fn computed_of_state() {}

#[scoped(Permission::ADMIN)]
mod block {
    pub(super) async fn inside() {}

    #[super::scoped(with = super::of_state, state = super::App)]
    pub(super) async fn own() {}
}

struct View;

#[scoped(with = of_state, state = App)]
impl View {
    async fn list() {}

    #[scoped("user:read", in = Permission)]
    async fn read() {}
}

/// A part of an application that does not know its state says which scopes there are.
fn part<S>() -> GuardedRouter<S>
where
    S: AuthState<Config: AuthConfig<Scopes = Permission>> + Clone + Send + Sync + 'static,
{
    GuardedRouter::new().route("/", get(list))
}

fn main() {
    fn app(app: App) -> GuardedRouter {
        GuardedRouter::new()
            .route("/teams/{id}/{team}", get(team).post(group))
            .route("/computed", get(computed).put(computed_of_state))
            .route("/inside", get(block::inside).post(block::own))
            .route("/view", get(View::list).post(View::read))
            .nest("/part", part())
            .with_state(app)
    }
    let _ = (app, computed_later);
}
