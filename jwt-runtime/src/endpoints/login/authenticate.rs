//! `POST /`: issues tokens for credentials.

use axum::extract::State;

use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::endpoints::MayAuthenticate;
use crate::endpoints::delivery::{Carriers, carriers_of_login};
use crate::endpoints::form::Form;
use crate::endpoints::login::credential_check::{
    authenticated_user, begin_check, settle, start_login,
};
use crate::endpoints::login::credentials::{CredentialsOf, Login};
use crate::endpoints::login::replaced_session::end_replaced_sessions;
use crate::endpoints::token_response::{GrantResponse, Tokens, check_size, token_response};
use crate::error::{AuthError, Rejection};
use crate::grant::{AccessTokenRequest, access_token, new_session};
use crate::guard::{Guard, login_page_url, reject, used_login_form};
use crate::session::{LoginRecord, SessionEvent};
use crate::user::UserBackend;

pub(in crate::endpoints) async fn authenticate<C: AuthConfig>(
    _: Guard<MayAuthenticate>,
    State(auth): State<Auth<C>>,
    login: Login<CredentialsOf<C>>,
) -> Result<GrantResponse, Rejection> {
    let is_form = login.form.is_some();
    let next = login
        .form
        .as_ref()
        .and_then(Form::requested_next)
        .map(str::to_owned);
    let response = log_in(&auth, login).await;
    response.map_err(|error| {
        // A form is shown again after wrong credentials, as its user cannot do anything with JSON.
        let page = auth.http_settings().login_redirect.as_deref();
        let is_of_credentials = matches!(
            error,
            AuthError::InvalidCredentials | AuthError::Throttled { .. }
        );
        let page = page.filter(|_| is_form && is_of_credentials);
        let page = page.map(|page| login_page_url(page, Some(&error), next.as_deref()));
        reject(&auth, error).redirecting_to(page.as_deref())
    })
}

async fn log_in<C: AuthConfig>(
    auth: &Auth<C>,
    login: Login<CredentialsOf<C>>,
) -> Result<GrantResponse, AuthError> {
    let carriers = carriers_of_login(auth, &login.parts, login.form.is_some())?;
    let account = auth.users().account(&login.credentials);
    let check = begin_check(auth, account, &login.parts).await?;
    let outcome = begin_session(auth, login, carriers).await;
    settle(auth, check, outcome).await
}

async fn begin_session<C: AuthConfig>(
    auth: &Auth<C>,
    login: Login<CredentialsOf<C>>,
    carriers: Carriers,
) -> Result<GrantResponse, AuthError> {
    let users = auth.users();
    let session_service = start_login(auth).await?;
    let user = authenticated_user(auth, login.credentials, &login.parts).await?;
    if !users.is_active(&user).await? {
        return Err(AuthError::InvalidCredentials);
    }
    let scopes = users.scopes(&user).await?;
    let authentication = users.authentication(&user).await?;
    let subject = users.subject(&user);
    let binding = new_session(auth)?;
    let request = AccessTokenRequest {
        subject: &subject,
        scopes: &scopes,
        auth_time: auth.now(),
        authentication: &authentication,
        is_fresh: true,
        session: binding.as_ref(),
        left: auth.minter().access_ttl(),
    };
    let access = access_token(auth, &user, &request).await?;
    check_size(auth, &login.parts, &access, carriers)?;
    let mut tokens = Tokens {
        access: &access.token,
        expires_in: access.expires_in,
        refresh: None,
        session: binding.as_ref(),
        scope: None,
    };
    // The store is changed last, so that the client gets every token that the store keeps.
    let begun;
    if let (Some((session_service, check)), Some(binding)) = (session_service, &binding) {
        let login_record = LoginRecord {
            auth_time: request.auth_time,
            authentication: authentication.clone(),
            scope: scopes.iter().collect::<Vec<_>>().join(" "),
        };
        let mut session = session_service.new_session(&binding.id, &subject);
        session.client = auth.client_of(&login.parts);
        session.details = login_record.to_text()?;
        begun = session_service.begin(&session, check).await?;
        if session_service.rules.refresh {
            tokens.refresh = Some((
                &begun.token,
                session_service.seconds_left_unless_used(&session),
            ));
        }
        users.on_session_event(SessionEvent::Began(&session)).await;
        for session in &begun.ended {
            users.on_session_event(SessionEvent::Ended(session)).await;
        }
    }
    let response = token_response(auth, &login.parts, tokens, carriers);
    let mut response = match (response, &binding) {
        (Ok(response), _) => response,
        // The refresh token does not fit into a cookie, so that no client could use the session.
        (Err(error), Some(binding)) if auth.session_service().is_some() => {
            auth.sessions().end_session(&binding.id).await?;
            return Err(error);
        }
        (Err(error), _) => return Err(error),
    };
    if carriers.cookies {
        response.also_set(used_login_form(auth, &login.parts));
        end_replaced_sessions(auth, &login.parts).await;
    }
    Ok(response.redirecting_to(login.form.map(|form| form.next())))
}
