//! Passwords: a new one for a user who forgot the old one, and a change by a user who is signed in.

use axum::extract::{Query, State};
use axum::response::Response;
use jwt_guard::prelude::*;
use jwt_guard::session::NewSession;
use serde::Deserialize;

use super::register::{ChosenPassword, ForAddress, LinkToken, mail_sent};
use crate::accounts::{Address, Login, User, check_new_password};
use crate::links::{LinkMail, Purpose};
use crate::pages::{self, Page};
use crate::service::{App, Site};
use crate::web::Input;

#[public]
pub(crate) async fn forgot_page() -> Page {
    pages::forgot()
}

/// Responds in the same way whether the address has an account or not.
#[public]
pub(crate) async fn forgot(State(app): State<App>, input: Input<ForAddress>) -> Response {
    let worker = app.clone();
    app.after_response(async move {
        match worker.accounts.by_address(&input.fields.email).await? {
            Some(user) if user.is_confirmed => worker.send_link(&user, LinkMail::Reset).await,
            Some(user) => worker.send_link(&user, LinkMail::Confirm).await,
            None => Ok(()),
        }
    });
    mail_sent(input.format)
}

#[public]
pub(crate) async fn reset_page(Query(link): Query<LinkToken>) -> Page {
    pages::choose_password("/reset", "Choose a new password", &link.token)
}

/// All sessions end, also those of a thief, and so do all links. No session begins: the second factor is not replaced by a mail.
#[public]
pub(crate) async fn reset(
    State(app): State<App>,
    input: Input<ChosenPassword>,
) -> Result<Response, AuthError> {
    let ChosenPassword { token, password } = input.fields;
    check_new_password(&password)?;
    let (user, _) = app.redeem(Purpose::Reset, &token).await?;
    let user = app.accounts.set_password(&user, password).await?;
    app.auth.sessions().end_all(&user).await?;
    Ok(input.format.done("/sign-in?done=reset"))
}

/// The password until now, and the one from now on.
#[derive(Deserialize)]
pub(crate) struct Change {
    password: String,
    new_password: String,
}

/// A stolen session is not enough to take over the account: the old password is needed, and guesses of it are limited with
/// those of the sign-in. All other sessions end, and this one goes on.
#[inject_user]
pub(crate) async fn change(
    State(app): State<App>,
    claims: Claims,
    user: User,
    session: NewSession<Site>,
    input: Input<Change>,
) -> Result<Response, AuthError> {
    let Change {
        password,
        new_password,
    } = input.fields;
    check_new_password(&new_password)?;
    let email = Address::parse(&user.email).ok_or_else(|| BackendError::from("no address"))?;
    session
        .authenticate(Login::Password { email, password })
        .await?;
    app.accounts.set_password(&user, new_password).await?;
    app.auth.sessions().end_others(&claims).await?;
    Ok(input.format.done("/?done=password"))
}
