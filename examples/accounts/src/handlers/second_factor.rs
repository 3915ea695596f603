//! The second factor: its step of a sign-in, and its enrolment.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jwt_guard::error::ErrorKind;
use jwt_guard::guard::LoginForm;
use jwt_guard::prelude::*;
use jwt_guard::session::NewSession;
use jwt_guard::user::ApplicationRefusal;
use serde::Deserialize;
use serde_json::json;

use crate::accounts::{Login, User};
use crate::links::Purpose;
use crate::pages;
use crate::service::{App, Site};
use crate::web::{Format, Input};

/// The token from the first factor, and a code.
#[derive(Deserialize)]
pub(crate) struct Step {
    token: String,
    code: String,
}

/// The token is used whether the code is right or not; after a wrong code, another one is handed out. jwt-guard limits how often
/// codes of an account are guessed.
#[public]
pub(crate) async fn sign_in(
    State(app): State<App>,
    session: NewSession<Site>,
    form: LoginForm,
    input: Input<Step>,
) -> Result<Response, AuthError> {
    let next = form.next().unwrap_or("/");
    let Step { token, code } = input.fields;
    let (user, first_factor) = app.redeem(Purpose::SecondFactor, &token).await?;
    let first_factor = first_factor.ok_or_else(|| BackendError::from("no first factor"))?;
    let login = Login::Code {
        user: user.clone(),
        code,
    };
    let user = match session.authenticate(login).await {
        Ok(user) => user,
        Err(error) if error.kind() == ErrorKind::InvalidCredentials => {
            let token = app.second_factor_token(&user, &first_factor)?;
            let page = || pages::code(&token, next, Some("This code is not right, or was used."));
            let json = json!({"error": error.code(), "second_factor": token});
            return Ok(input.format.respond(StatusCode::UNAUTHORIZED, page, json));
        }
        Err(error) => return Err(error),
    };
    let grant = session
        .of(&user)
        .amr(first_factor)
        .amr("otp")
        .start()
        .await?;
    Ok(match input.format {
        Format::Page => (grant, Redirect::to(next)).into_response(),
        Format::Json => grant.into_response(),
    })
}

/// Shows a new key for an authenticator app. A stolen session is not enough for it: the sign-in must be recent.
#[inject_user(max_age = "15m")]
pub(crate) async fn begin(
    State(app): State<App>,
    claims: Claims,
    user: User,
    format: Format,
) -> Result<Response, AuthError> {
    let enrolment = app.accounts.begin_second_factor(&user).await?;
    let csrf_token = app.auth.csrf_token(&claims).unwrap_or_default();
    let page = || pages::enrolment(&enrolment, &csrf_token);
    let json = json!({"secret": enrolment.secret, "link": enrolment.link});
    Ok(format.respond(StatusCode::OK, page, json))
}

/// A code of the authenticator app.
#[derive(Deserialize)]
pub(crate) struct Code {
    code: String,
}

/// The first code shows that the app has the key. The other sessions, which began without a second factor, end.
#[inject_user(max_age = "15m")]
pub(crate) async fn confirm(
    State(app): State<App>,
    claims: Claims,
    user: User,
    input: Input<Code>,
) -> Result<Response, AuthError> {
    let is_right = app
        .accounts
        .confirm_second_factor(&user, &input.fields.code);
    if !is_right.await? {
        return Err(ApplicationRefusal::new(400, "the code is not right").into());
    }
    app.auth.sessions().end_others(&claims).await?;
    Ok(input.format.done("/?done=second-factor"))
}

#[inject_user(max_age = "15m")]
pub(crate) async fn remove(
    State(app): State<App>,
    user: User,
    format: Format,
) -> Result<Response, AuthError> {
    app.accounts.remove_second_factor(&user).await?;
    Ok(format.done("/?done=second-factor-removed"))
}
