//! The page of a user: sessions, password, second factor.

use axum::extract::{Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use jwt_guard::prelude::*;
use serde::Deserialize;

use super::sessions::devices;
use crate::accounts::User;
use crate::pages::{self, Page};
use crate::service::App;

/// What the user has just done.
#[derive(Deserialize)]
pub(crate) struct Done {
    done: Option<String>,
}

/// A browser without a session is redirected to the page for the sign-in (`login_redirect`), and then back here.
#[inject_user]
pub(crate) async fn home(
    State(app): State<App>,
    claims: Claims,
    user: User,
    Query(query): Query<Done>,
) -> Result<Page, AuthError> {
    let message = match query.done.as_deref() {
        Some("password") => Some("Your password is changed. All other sessions have ended."),
        Some("second-factor") => Some("From now on, each sign-in needs a code."),
        Some("second-factor-removed") => Some("A sign-in needs no code any more."),
        Some("session") => Some("The session has ended."),
        _ => None,
    };
    let devices = devices(&app, &claims).await?;
    let csrf_token = app.auth.csrf_token(&claims).unwrap_or_default();
    Ok(pages::home(&user, &devices, message, &csrf_token))
}

/// Both examples with pages have the same style.
#[public]
pub(crate) async fn style() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "text/css")],
        include_str!("../../../browser-login/style.css"),
    )
}
