//! `POST /`: tokens for credentials.

use axum::extract::State;

use super::credential_check::{begin_check, settle};
use super::credentials::Login;
use super::delivery::Carriers;
use super::form::Form;
use super::grant::{Granted, HandedOut, Tokens};
use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::error::{AuthError, Refusal};
use crate::guard::{Guard, told};
use crate::session::{Details, Session, SessionEvent};
use crate::user::{UserBackend, for_client};

use super::MayAuthenticate;

pub(super) type CredentialsOf<C> =
    <<C as AuthConfig>::Users as UserBackend<<C as AuthConfig>::Claims>>::Credentials;

pub(super) async fn authenticate<C: AuthConfig>(
    _: Guard<MayAuthenticate>,
    State(auth): State<Auth<C>>,
    login: Login<CredentialsOf<C>>,
) -> Result<HandedOut, Refusal> {
    let is_form = login.form.is_some();
    let next = login.form.as_ref().and_then(Form::asked).map(str::to_owned);
    let answer = log_in(&auth, login).await;
    answer.map_err(|error| {
        // Whoever filled in a form can fill it in again, but do nothing with JSON.
        let page = auth.web().login_redirect.as_deref();
        let is_of_credentials = matches!(
            error,
            AuthError::InvalidCredentials | AuthError::Throttled { .. }
        );
        let page = page.filter(|_| is_form && is_of_credentials);
        let page = page.map(|page| told(page, Some(&error), next.as_deref()));
        auth.refuse(error).redirecting_to(page.as_deref())
    })
}

async fn log_in<C: AuthConfig>(
    auth: &Auth<C>,
    login: Login<CredentialsOf<C>>,
) -> Result<HandedOut, AuthError> {
    let carriers = auth.carriers_of_login(&login.parts, login.form.is_some())?;
    let account = auth.users().account(&login.credentials);
    let check = begin_check(auth, account, &login.parts).await?;
    let outcome = begin_session(auth, login, carriers).await;
    settle(auth, check, outcome).await
}

async fn begin_session<C: AuthConfig>(
    auth: &Auth<C>,
    login: Login<CredentialsOf<C>>,
    carriers: Carriers,
) -> Result<HandedOut, AuthError> {
    let users = auth.users();
    // Before credentials are checked: what they are good for is refused if all sessions of the user end meanwhile.
    let keeper = match auth.keeper() {
        Some(keeper) => Some((keeper, keeper.check_starts().await?)),
        None => None,
    };
    let check = users.authenticate(login.credentials);
    let user = for_client(auth.client_address(&login.parts), check).await?;
    let user = user.ok_or(AuthError::InvalidCredentials)?;
    if !users.is_active(&user).await? {
        return Err(AuthError::InvalidCredentials);
    }
    let scopes = users.scopes(&user).await?;
    let authentication = users.authentication(&user).await?;
    let subject = users.subject(&user);
    let in_session = auth.new_session()?;
    let granted = Granted {
        subject: &subject,
        scopes: &scopes,
        auth_time: auth.now(),
        authentication: &authentication,
        is_fresh: true,
        session: in_session.as_ref(),
        left: auth.minter().access_ttl(),
    };
    let access = auth.access_token(&user, &granted).await?;
    auth.check_size(&login.parts, &access, carriers)?;
    let mut tokens = Tokens {
        access: &access.token,
        expires_in: access.expires_in,
        refresh: None,
        session: in_session.as_ref(),
        scope: None,
    };
    // The store comes last: what it keeps, the client gets.
    let begun;
    if let (Some((keeper, check)), Some(in_session)) = (keeper, &in_session) {
        let details = Details {
            auth_time: granted.auth_time,
            authentication: authentication.clone(),
            scope: scopes.iter().collect::<Vec<_>>().join(" "),
        };
        let session = Session {
            client: auth.client_of(&login.parts),
            details: details.written()?,
            ..keeper.new_session(&in_session.id, &subject)
        };
        begun = keeper.begin(&session, check).await?;
        if keeper.rules.refresh {
            tokens.refresh = Some((&begun.token, keeper.left_unless_used(&session)));
        }
        users.on_session_event(SessionEvent::Began(&session)).await;
        for session in &begun.ended {
            users.on_session_event(SessionEvent::Ended(session)).await;
        }
    }
    let handed_out = auth.handed_out(&login.parts, tokens, carriers);
    let mut handed_out = match (handed_out, &in_session) {
        (Ok(handed_out), _) => handed_out,
        // A refresh token that fits into no cookie: nobody could ever use the session.
        (Err(error), Some(in_session)) if auth.keeper().is_some() => {
            auth.sessions().end_session(&in_session.id).await?;
            return Err(error);
        }
        (Err(error), _) => return Err(error),
    };
    if carriers.cookies {
        handed_out.also_set(auth.used_login_form(&login.parts));
        auth.end_replaced_sessions(&login.parts).await;
    }
    Ok(handed_out.and_go_to(login.form.map(|form| form.next())))
}
