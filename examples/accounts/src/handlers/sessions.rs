//! The sessions of a user: where the user is signed in, and the end of one of them. `home.rs` shows them as a page.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use jwt_guard::prelude::*;
use jwt_guard::user::ApplicationRefusal;
use serde::{Deserialize, Serialize};

use crate::service::App;
use crate::web::Input;

/// A session, as its user sees it.
#[derive(Serialize)]
pub(crate) struct Device {
    pub(crate) id: String,
    /// The `User-Agent` with which the session began.
    pub(crate) client: Option<String>,
    pub(crate) created_at: i64,
    pub(crate) last_used_at: i64,
    /// Whether the request belongs to it.
    pub(crate) is_current: bool,
}

pub(super) async fn devices(app: &App, claims: &Claims) -> Result<Vec<Device>, AuthError> {
    let sessions = app.auth.sessions().of_subject(claims).await?;
    let device = |session: jwt_guard::session::Session| Device {
        is_current: claims.session_id() == Some(&session.id),
        id: session.id,
        client: session.client,
        created_at: session.created_at,
        last_used_at: session.last_used_at,
    };
    Ok(sessions.into_iter().map(device).collect())
}

#[protected]
pub(crate) async fn list(
    State(app): State<App>,
    claims: Claims,
) -> Result<Json<Vec<Device>>, AuthError> {
    Ok(Json(devices(&app, &claims).await?))
}

/// One of the sessions of `GET /sessions`.
#[derive(Deserialize)]
pub(crate) struct Chosen {
    id: String,
}

/// jwt-guard ends a session only if it is one of the same user.
#[protected]
pub(crate) async fn end(
    State(app): State<App>,
    claims: Claims,
    input: Input<Chosen>,
) -> Result<Response, AuthError> {
    match app.auth.sessions().end(&claims, &input.fields.id).await? {
        true => Ok(input.format.done("/?done=session")),
        false => Err(ApplicationRefusal::new(404, "you have no such session").into()),
    }
}
