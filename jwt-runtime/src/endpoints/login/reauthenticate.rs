//! `POST /reauthenticate`: a fresh access token for credentials, in the session that there is.

use axum::extract::State;

use crate::auth::Auth;
use crate::config::{AuthConfig, ClaimsOf};
use crate::endpoints::MayReauthenticate;
use crate::endpoints::delivery::carriers_of_exchange;
use crate::endpoints::local_claims::LocalClaims;
use crate::endpoints::login::authenticate::CredentialsOf;
use crate::endpoints::login::credential_check::{begin_check, settle};
use crate::endpoints::login::credentials::{Confirmation, Login};
use crate::endpoints::token_response::{GrantResponse, Tokens, handed_out};
use crate::error::{AuthError, Rejection};
use crate::grant::{AccessTokenRequest, access_token, common_to, in_session};
use crate::guard::{Guard, came_in_cookie, reject};
use crate::scope::ScopeSet;
use crate::token::Verified;
use crate::user::{UserBackend, for_client};

pub(in crate::endpoints) async fn reauthenticate<C: AuthConfig>(
    Guard(LocalClaims(claims), ..): Guard<MayReauthenticate, LocalClaims<C>>,
    State(auth): State<Auth<C>>,
    Confirmation(login): Confirmation<CredentialsOf<C>>,
) -> Result<GrantResponse, Rejection> {
    let answer = confirm(&auth, &claims, login).await;
    answer.map_err(|error| reject(&auth, error))
}

async fn confirm<C: AuthConfig>(
    auth: &Auth<C>,
    claims: &Verified<ClaimsOf<C>>,
    login: Login<CredentialsOf<C>>,
) -> Result<GrantResponse, AuthError> {
    let account = auth.users().account(&login.credentials);
    let check = begin_check(auth, account, &login.parts).await?;
    let outcome = again(auth, claims, login).await;
    settle(auth, check, outcome).await
}

async fn again<C: AuthConfig>(
    auth: &Auth<C>,
    claims: &Verified<ClaimsOf<C>>,
    login: Login<CredentialsOf<C>>,
) -> Result<GrantResponse, AuthError> {
    let users = auth.users();
    let session_service = match auth.session_service() {
        Some(session_service) => Some((session_service, session_service.start_login().await?)),
        None => None,
    };
    let check = users.authenticate(login.credentials);
    let user = for_client(auth.client_address(&login.parts), check).await?;
    let user = user.ok_or(AuthError::InvalidCredentials)?;
    let subject = users.subject(&user);
    // Somebody else logs in, who wants a session of their own.
    if subject != claims.subject() || !users.is_active(&user).await? {
        return Err(AuthError::InvalidCredentials);
    }
    let authentication = users.authentication(&user).await?;
    let has = users.scopes(&user).await?;
    let granted: ScopeSet = claims.scopes().iter().collect();
    let in_session = claims.session_id().map(|id| in_session(auth, id));
    let left = match (&session_service, &in_session) {
        (Some((session_service, _)), Some(in_session)) => {
            let session = session_service.session(&in_session.id).await?;
            let session = session.filter(|session| session.subject == subject);
            // This is no use of the refresh token.
            session_service.seconds_left_unless_used(&session.ok_or(AuthError::InvalidGrant)?)
        }
        _ => i64::MAX,
    };
    let granted = AccessTokenRequest {
        subject: &subject,
        scopes: &common_to(auth, &granted, &has),
        // It is in this token alone, so that whoever steals a refresh token gets nothing of it.
        auth_time: auth.now(),
        authentication: &authentication,
        is_fresh: true,
        session: in_session.as_ref(),
        left,
    };
    let access = access_token(auth, &user, &granted).await?;
    // Last: the session of the token may be the one that goes on when a new password ends all others, and a token for the
    // old password would go on with it.
    if let Some((session_service, check)) = session_service {
        session_service.refuse_ended(&subject, check).await?;
    }
    let tokens = Tokens {
        access: &access.token,
        expires_in: access.expires_in,
        refresh: None,
        session: in_session.as_ref(),
        scope: None,
    };
    let next = login.form.map(|form| form.next());
    let carriers = carriers_of_exchange(auth, came_in_cookie(auth, &login.parts));
    let handed_out = handed_out(auth, &login.parts, tokens, carriers)?;
    Ok(handed_out.and_go_to(next))
}
