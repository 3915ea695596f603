//! Registration: a mail to the address, and then the choice of a password by its owner.
//!
//! The password is chosen last, by a person who reads the mails of the address. So it cannot be that of an attacker who has
//! registered the address of another person and waits until that person confirms it.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use jwt_guard::prelude::*;
use jwt_guard::session::NewSession;
use jwt_guard::user::ApplicationRefusal;
use serde::Deserialize;
use serde_json::json;

use super::sign_in::go_on;
use crate::accounts::{Address, check_new_password};
use crate::links::{LinkMail, Purpose};
use crate::pages::{self, Page};
use crate::service::{App, Site};
use crate::web::{Format, Input};

#[public]
pub(crate) async fn page() -> Page {
    pages::register()
}

/// An address, for which a mail is sent.
#[derive(Deserialize)]
pub(crate) struct ForAddress {
    pub(super) email: Address,
}

/// Responds in the same way whether the address has an account or not: the difference is in the mail.
#[public]
pub(crate) async fn register(State(app): State<App>, input: Input<ForAddress>) -> Response {
    let worker = app.clone();
    app.after_response(async move {
        let user = worker.accounts.register(&input.fields.email).await?;
        let mail = match user.is_confirmed {
            true => LinkMail::AlreadyRegistered,
            false => LinkMail::Confirm,
        };
        worker.send_link(&user, mail).await
    });
    mail_sent(input.format)
}

/// The response to every request that may have sent a mail.
pub(super) fn mail_sent(format: Format) -> Response {
    let json = json!({"message": "if this address can be used, it has been sent a mail"});
    format.respond(StatusCode::ACCEPTED, pages::mail_sent, json)
}

/// The token of a link.
#[derive(Deserialize)]
pub(crate) struct LinkToken {
    pub(super) token: String,
}

/// Mail programs follow links: the page uses no token, and its form does.
#[public]
pub(crate) async fn confirm_page(Query(link): Query<LinkToken>) -> Page {
    pages::choose_password("/confirm", "Choose a password", &link.token)
}

/// The token of a link, and the password that its user chooses.
#[derive(Deserialize)]
pub(crate) struct ChosenPassword {
    pub(super) token: String,
    pub(super) password: String,
}

#[public]
pub(crate) async fn confirm(
    State(app): State<App>,
    session: NewSession<Site>,
    input: Input<ChosenPassword>,
) -> Result<Response, AuthError> {
    let ChosenPassword { token, password } = input.fields;
    check_new_password(&password)?;
    let (user, _) = app.redeem(Purpose::Confirm, &token).await?;
    if user.is_confirmed {
        // By another link. From then on, a new password ends all sessions, which is what a reset does.
        return Err(ApplicationRefusal::new(409, "this address is confirmed: sign in").into());
    }
    let user = app.accounts.set_password(&user, password).await?;
    go_on(&app, &session, &user, "pwd", input.format, "/").await
}
