//! `POST /`: issues tokens for credentials.

use axum::extract::State;

use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::endpoints::credential_check::{CredentialsOf, authenticated_user, begin_check, settle};
use crate::endpoints::form::Form;
use crate::endpoints::login::credentials::LoginBody;
use crate::endpoints::policies::MayAuthenticate;
use crate::endpoints::session_start::{Carriers, NewSession, carriers_of_login};
use crate::error::{AuthError, ErrorKind};
use crate::guard::{Guard, login_page_url, rejection};
use crate::response::{Endpoint, LoginGrant, Rejection, RequestInfo};
use crate::user::UserBackend;

pub(in crate::endpoints) async fn authenticate<C: AuthConfig>(
    _: Guard<MayAuthenticate>,
    State(auth): State<Auth<C>>,
    login: LoginBody<CredentialsOf<C>>,
) -> Result<LoginGrant, Rejection> {
    let is_form = login.form.is_some();
    let next = login
        .form
        .as_ref()
        .and_then(Form::requested_next)
        .map(str::to_owned);
    let request = RequestInfo::of(&login.parts).to(Endpoint::Login);
    let response = log_in(&auth, login).await;
    response.map_err(|error| {
        // A form is shown again after wrong credentials, as its user cannot do anything with JSON.
        let page = auth.http_settings().login_redirect.as_deref();
        let is_of_credentials = matches!(
            error.kind(),
            ErrorKind::InvalidCredentials | ErrorKind::Application | ErrorKind::Throttled
        );
        let page = page.filter(|_| is_form && is_of_credentials);
        let page = page.map(|page| login_page_url(page, Some(&error), next.as_deref()));
        rejection(&auth, request, error).redirecting_to(page.as_deref())
    })
}

async fn log_in<C: AuthConfig>(
    auth: &Auth<C>,
    login: LoginBody<CredentialsOf<C>>,
) -> Result<LoginGrant, AuthError> {
    let carriers = carriers_of_login(auth, &login.parts, login.form.is_some())?;
    let account = auth.users().account(&login.credentials);
    let check = begin_check(auth, account, &login.parts).await?;
    let outcome = begin_session(auth, login, carriers).await;
    settle(auth, check, outcome).await
}

async fn begin_session<C: AuthConfig>(
    auth: &Auth<C>,
    login: LoginBody<CredentialsOf<C>>,
    carriers: Carriers,
) -> Result<LoginGrant, AuthError> {
    let session = NewSession::of_login(auth, &login.parts, carriers).await?;
    let user = authenticated_user(auth, login.credentials, &login.parts).await?;
    let grant = session.of(&user).start().await?;
    Ok(grant.redirecting_to(login.form.map(|form| form.next())))
}
