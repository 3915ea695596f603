//! The routes: each one annotated handler, or one that changes the fixture.

use axum::Json;
use axum::extract::ws::{Message, WebSocketUpgrade};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use jwt_guard::prelude::*;
use jwt_guard::scope::{RequiredScopes, Scope};
use jwt_guard::session::RefreshedSession;
use serde::Deserialize;
use serde_json::{Value, json};

use super::App;
use super::settings::{AdminApi, Api};
use super::users::{Change, User};
use super::view::View;

pub(crate) fn router(app: &App) -> GuardedRouter<App> {
    let router = GuardedRouter::new()
        .route("/", get(hello))
        .route("/protected", get(protected_route))
        .route("/protected/scoped/1", get(scoped_1))
        .route("/protected/scoped/2", get(scoped_2))
        .route("/protected/scoped/3", get(scoped_3))
        .route("/protected/scoped/4", get(scoped_4))
        .route("/protected/scoped/5", get(scoped_5))
        .route("/protected/scoped/6/{id}", get(scoped_6))
        .route("/protected/scoped/7/{id}", get(scoped_7))
        .route("/protected/user", get(user_route))
        .route("/protected/optional", get(optional_route))
        .route("/protected/fresh", get(fresh_route))
        .route("/protected/max-age", get(max_age_route))
        .route("/scoped", get(scoped_route))
        .route("/claims", get(claims_route))
        .route("/echo", post(echo))
        .route("/admin/ping", get(ping))
        .route("/overridden", get(overridden))
        .route("/ws", get(socket))
        .route("/view", get(View::list).post(View::create))
        .route("/_manifest", get(manifest))
        .route("/_clock", post(set_clock))
        .route("/_users/{id}", post(change_user))
        .nest("/admin/auth", app.admin.endpoints());
    let endpoints = app.auth.endpoints();
    let mut served = endpoints.manifest().routes().iter();
    let refreshes = served.any(|route| route.access() == "refresh");
    // It needs sessions that can be refreshed.
    let router = match refreshes {
        true => router.route("/protected/refresh-only", post(refresh_only)),
        false => router,
    };
    match app.has_endpoints_at_root {
        true => router.merge(endpoints),
        false => router.nest("/auth", endpoints),
    }
}

/// Sends the subject of the token over the socket, and closes it.
#[protected]
async fn socket(upgrade: WebSocketUpgrade, claims: Claims) -> Response {
    let subject = claims.subject().to_owned();
    upgrade.on_upgrade(|mut socket| async move {
        // Whoever hangs up first has heard enough.
        let _ = socket.send(Message::text(subject)).await;
    })
}

#[public]
async fn hello() -> Json<Value> {
    Json(json!({"hello": "world"}))
}

#[protected]
async fn protected_route() -> Json<Value> {
    Json(json!({"protected": true, "scoped": false}))
}

fn passed() -> Json<Value> {
    Json(json!({"protected": true, "scoped": true}))
}

#[scoped("user")]
async fn scoped_1() -> Json<Value> {
    passed()
}

#[scoped("user:read")]
async fn scoped_2() -> Json<Value> {
    passed()
}

#[scoped("user", "admin")]
async fn scoped_3() -> Json<Value> {
    passed()
}

#[scoped("user", "admin", require_all = false)]
async fn scoped_4() -> Json<Value> {
    passed()
}

#[scoped("user")]
async fn scoped_5() -> Json<Value> {
    passed()
}

fn of_users() -> &'static str {
    "user"
}

#[scoped(with = of_users)]
async fn scoped_6() -> Json<Value> {
    passed()
}

async fn of_client(Path(id): Path<String>) -> String {
    format!("client{id}")
}

#[scoped(with = of_client)]
async fn scoped_7() -> Json<Value> {
    passed()
}

/// The requirement in the query: `?required=a&required=b&require_all=false&require_all_actions=false`.
fn of_query(Query(query): Query<Vec<(String, String)>>) -> RequiredScopes {
    let is_on = |name: &str| {
        let said = query.iter().find(|(key, _)| key == name);
        said.is_none_or(|(_, value)| value != "false")
    };
    let required = query.iter().filter(|(key, _)| key == "required");
    // As it is written, so that a client can compare odd texts too. A service fills a part of a request in by `scope!`.
    RequiredScopes::all_of(required.map(|(_, scope)| Scope::unchecked(scope)))
        .require_all(is_on("require_all"))
        .require_all_actions(is_on("require_all_actions"))
}

#[scoped(with = of_query)]
async fn scoped_route() -> Json<Value> {
    Json(json!({"scoped": true}))
}

#[inject_user]
async fn user_route(user: User) -> Json<Value> {
    Json(json!({"user_id": user.user_id, "username": user.username}))
}

#[protected(optional)]
async fn optional_route(claims: Option<Claims>) -> Json<Value> {
    Json(json!({"subject": claims.as_ref().map(Claims::subject)}))
}

#[protected(fresh)]
async fn fresh_route() -> Json<Value> {
    Json(json!({"protected": true, "scoped": false}))
}

#[protected(max_age = "5m")]
async fn max_age_route() -> Json<Value> {
    Json(json!({"protected": true, "scoped": false}))
}

/// Takes refresh tokens only, as an endpoint of the application may that does not exchange them.
#[protected(refresh)]
async fn refresh_only(session: RefreshedSession<Api>) -> Json<Value> {
    Json(json!({"refresh_only": true, "subject": session.subject()}))
}

#[protected]
async fn claims_route(claims: Claims) -> Json<Value> {
    Json(json!({
        "sub": claims.subject(),
        "iss": claims.issuer(),
        "jti": claims.id(),
        "exp": claims.expires_at(),
        "iat": claims.issued_at(),
        "scope": claims.scopes().iter().collect::<Vec<_>>(),
    }))
}

#[protected]
async fn echo(Json(body): Json<Value>) -> Json<Value> {
    Json(body)
}

#[protected(auth = AdminApi)]
async fn ping() -> Json<Value> {
    Json(json!({"pong": true}))
}

/// Takes tokens from the header alone, to the second, whatever the settings say.
#[protected(token_from(header), leeway = "0s")]
async fn overridden() -> Json<Value> {
    Json(json!({"overridden": true}))
}

#[public]
async fn manifest(State(app): State<App>) -> Json<RouteManifest> {
    Json(app.manifest.get().cloned().unwrap_or_default())
}

#[derive(Deserialize)]
struct Now {
    now: i64,
}

/// Moves the clock, if `--clock` froze it.
#[public]
async fn set_clock(State(app): State<App>, Json(Now { now }): Json<Now>) -> StatusCode {
    match app.clock {
        Some(clock) => {
            clock.set(now);
            StatusCode::NO_CONTENT
        }
        None => StatusCode::NOT_FOUND,
    }
}

#[public]
async fn change_user(
    State(app): State<App>,
    Path(id): Path<u32>,
    Json(change): Json<Change>,
) -> StatusCode {
    if app.users.change(id, change) {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::NOT_FOUND
    }
}
