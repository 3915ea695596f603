//! Sign-in with a password, and how each sign-in goes on: with the second factor, or with a session.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jwt_guard::error::ErrorKind;
use jwt_guard::guard::LoginForm;
use jwt_guard::prelude::*;
use jwt_guard::session::NewSession;
use serde::Deserialize;
use serde_json::json;

use crate::accounts::{Login, User};
use crate::pages::{self, Page};
use crate::service::{App, Site};
use crate::web::{Format, Input};

/// Why the page is shown.
#[derive(Deserialize)]
pub(crate) struct Shown {
    error: Option<String>,
    done: Option<String>,
}

#[public]
pub(crate) async fn page(
    State(app): State<App>,
    form: LoginForm,
    Query(shown): Query<Shown>,
) -> (LoginForm, Page) {
    let message = match (shown.error.as_deref(), shown.done.as_deref()) {
        (Some("credentials"), _) => Some("Wrong address or password. Please try again."),
        (Some("provider"), _) => Some("The other provider did not sign you in."),
        (_, Some("reset")) => Some("You have a new password. Please sign in with it."),
        _ => None,
    };
    let page = pages::sign_in(
        message,
        form.next().unwrap_or("/"),
        form.session_csrf_token(),
        app.provider.is_some(),
    );
    (form, page)
}

/// `NewSession` refuses the forms of other origins, and limits the failed attempts.
///
/// The query has the page to go on to. `LoginForm` reads it, and leaves out what would lead to another host.
#[public]
pub(crate) async fn sign_in(
    State(app): State<App>,
    session: NewSession<Site>,
    form: LoginForm,
    input: Input<Login>,
) -> Result<Response, AuthError> {
    let next = form.next().unwrap_or("/");
    match session.authenticate(input.fields).await {
        Ok(user) => go_on(&app, &session, &user, "pwd", input.format, next).await,
        Err(error)
            if error.kind() == ErrorKind::InvalidCredentials && input.format == Format::Page =>
        {
            let page = pages::with_next("/sign-in?error=credentials", next);
            Ok(Redirect::to(&page).into_response())
        }
        Err(error) => Err(error),
    }
}

/// What follows a first factor that was right: a code, if the user has a second factor, otherwise the session.
pub(super) async fn go_on(
    app: &App,
    session: &NewSession<Site>,
    user: &User,
    first_factor: &str,
    format: Format,
    next: &str,
) -> Result<Response, AuthError> {
    if user.has_second_factor {
        let token = app.second_factor_token(user, first_factor)?;
        let page = || pages::code(&token, next, None);
        return Ok(format.respond(StatusCode::OK, page, json!({"second_factor": token})));
    }
    let grant = session.of(user).amr(first_factor).start().await?;
    Ok(match format {
        Format::Page => (grant, Redirect::to(next)).into_response(),
        Format::Json => grant.into_response(),
    })
}
