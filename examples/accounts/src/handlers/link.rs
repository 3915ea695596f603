//! Sign-in without a password: by a link in a mail.

use axum::extract::{Query, State};
use axum::response::Response;
use jwt_guard::prelude::*;
use jwt_guard::session::NewSession;

use super::register::{ForAddress, LinkToken, mail_sent};
use super::sign_in::go_on;
use crate::links::{LinkMail, Purpose};
use crate::pages::{self, Page};
use crate::service::{App, Site};
use crate::web::Input;

/// Responds in the same way whether the address has an account or not.
#[public]
pub(crate) async fn send(State(app): State<App>, input: Input<ForAddress>) -> Response {
    let worker = app.clone();
    app.after_response(async move {
        match worker.accounts.by_address(&input.fields.email).await? {
            Some(user) if user.is_confirmed => worker.send_link(&user, LinkMail::SignIn).await,
            Some(user) => worker.send_link(&user, LinkMail::Confirm).await,
            None => Ok(()),
        }
    });
    mail_sent(input.format)
}

/// Mail programs follow links: the page uses no token, and its form does.
#[public]
pub(crate) async fn page(Query(link): Query<LinkToken>) -> Page {
    pages::open_link(&link.token)
}

/// The link replaces the password, and not the second factor.
#[public]
pub(crate) async fn open(
    State(app): State<App>,
    session: NewSession<Site>,
    input: Input<LinkToken>,
) -> Result<Response, AuthError> {
    let (user, _) = app.redeem(Purpose::SignIn, &input.fields.token).await?;
    go_on(&app, &session, &user, "email", input.format, "/").await
}
