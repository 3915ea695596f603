//! Sign-in with another provider: the browser leaves for it, and comes back (RFC 6749 §4.1, RFC 7636).

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jwt_guard::guard::LoginForm;
use jwt_guard::prelude::*;
use jwt_guard::session::NewSession;
use jwt_guard::user::ApplicationRefusal;
use serde::Deserialize;

use super::sign_in::go_on;
use crate::service::{App, Site};
use crate::web::Format;

/// `LoginForm` sets a cookie with the `state`.
#[public]
pub(crate) async fn leave(State(app): State<App>, form: LoginForm) -> Result<Response, AuthError> {
    let Some(provider) = &app.provider else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let (url, verifier) = provider.departure(form.state());
    app.accounts.depart(form.state(), &verifier).await?;
    Ok((form, Redirect::to(&url)).into_response())
}

/// What the provider adds to the query of the return.
#[derive(Deserialize)]
pub(crate) struct Return {
    state: String,
    /// Absent if the user did not agree.
    code: Option<String>,
}

/// `NewSession` accepts a `GET` only with the `state` of the cookie, so that no attacker brings a browser into another account.
#[public]
pub(crate) async fn come_back(
    State(app): State<App>,
    session: NewSession<Site>,
    Query(back): Query<Return>,
) -> Result<Response, AuthError> {
    let (Some(provider), Some(code)) = (&app.provider, back.code) else {
        return Ok(Redirect::to("/sign-in?error=provider").into_response());
    };
    let verifier = app.accounts.arrive(&back.state).await?;
    let verifier = verifier.ok_or_else(|| {
        ApplicationRefusal::new(400, "this return from the provider was used or is too old")
    })?;
    let profile = provider.profile(code, verifier).await?;
    let user = app.accounts.of_profile(&profile).await?;
    go_on(&app, &session, &user, "fed", Format::Page, "/").await
}
