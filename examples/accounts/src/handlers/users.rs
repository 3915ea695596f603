//! Administration: the list of users, and who may sign in.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jwt_guard::prelude::*;
use jwt_guard::user::ApplicationRefusal;
use serde::Deserialize;

use crate::pages;
use crate::service::App;
use crate::web::{Format, Input};

#[scoped("user:read")]
pub(crate) async fn list(
    State(app): State<App>,
    claims: Claims,
    format: Format,
) -> Result<Response, AuthError> {
    let users = app.accounts.list().await?;
    let csrf_token = app.auth.csrf_token(&claims).unwrap_or_default();
    let page = || pages::users(&users, &csrf_token);
    Ok(format.respond(StatusCode::OK, page, &users))
}

/// One of the users of `GET /users`.
#[derive(Deserialize)]
pub(crate) struct Chosen {
    id: i64,
}

/// First the user is inactive, so that no session begins, and then all sessions end. Access tokens are refused from then on.
#[scoped("user:write")]
pub(crate) async fn deactivate(
    State(app): State<App>,
    input: Input<Chosen>,
) -> Result<Response, AuthError> {
    let id = input.fields.id;
    set_active(&app, id, false).await?;
    let sessions = app.auth.sessions();
    sessions.end_all_of_backend_subject(&id.to_string()).await?;
    Ok(input.format.done("/users"))
}

#[scoped("user:write")]
pub(crate) async fn activate(
    State(app): State<App>,
    input: Input<Chosen>,
) -> Result<Response, AuthError> {
    set_active(&app, input.fields.id, true).await?;
    Ok(input.format.done("/users"))
}

async fn set_active(app: &App, id: i64, is_active: bool) -> Result<(), AuthError> {
    match app.accounts.set_active(id, is_active).await? {
        true => Ok(()),
        false => Err(ApplicationRefusal::new(404, "there is no such user").into()),
    }
}
