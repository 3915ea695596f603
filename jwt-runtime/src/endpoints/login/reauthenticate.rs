//! `POST /reauthenticate`: issues a fresh access token for credentials, in the existing session.

use axum::extract::State;

use crate::auth::Auth;
use crate::claim::ExtraClaims;
use crate::config::{AuthConfig, ClaimsOf};
use crate::endpoints::credential_check::{
    CredentialsOf, authenticated_user, begin_check, settle, start_login,
};
use crate::endpoints::local_claims::LocalClaims;
use crate::endpoints::login::credentials::{Confirmation, LoginBody};
use crate::endpoints::policies::MayReauthenticate;
use crate::endpoints::session_start::{Tokens, carriers_of_exchange, grant};
use crate::error::{AuthError, Reason};
use crate::grant::{AccessTokenRequest, access_token, common_to, in_session};
use crate::guard::{Guard, came_in_cookie, rejection};
use crate::response::{Endpoint, LoginGrant, Rejection, RequestInfo};
use crate::scope::ScopeSet;
use crate::token::Verified;
use crate::user::UserBackend;

pub(in crate::endpoints) async fn reauthenticate<C: AuthConfig>(
    Guard(LocalClaims(claims), ..): Guard<MayReauthenticate, LocalClaims<C>>,
    State(auth): State<Auth<C>>,
    Confirmation(login): Confirmation<CredentialsOf<C>>,
) -> Result<LoginGrant, Rejection> {
    let request = RequestInfo::of(&login.parts).to(Endpoint::Reauthenticate);
    let response = confirm(&auth, &claims, login).await;
    response.map_err(|error| rejection(&auth, request, error))
}

async fn confirm<C: AuthConfig>(
    auth: &Auth<C>,
    claims: &Verified<ClaimsOf<C>>,
    login: LoginBody<CredentialsOf<C>>,
) -> Result<LoginGrant, AuthError> {
    let account = auth.users().account(&login.credentials);
    let check = begin_check(auth, account, &login.parts).await?;
    let outcome = fresh_token(auth, claims, login).await;
    settle(auth, check, outcome).await
}

async fn fresh_token<C: AuthConfig>(
    auth: &Auth<C>,
    claims: &Verified<ClaimsOf<C>>,
    login: LoginBody<CredentialsOf<C>>,
) -> Result<LoginGrant, AuthError> {
    let users = auth.users();
    let session_service = start_login(auth).await?;
    let user = authenticated_user(auth, login.credentials, &login.parts).await?;
    let subject = users.subject(&user);
    // Another user must log in, to get a session of their own.
    if subject != claims.subject() {
        return Err(Reason::WrongCredentials.into());
    }
    if !users.is_active(&user).await? {
        return Err(Reason::InactiveUser.into());
    }
    let authentication = users.authentication(&user).await?;
    let current = users.scopes(&user).await?;
    let granted: ScopeSet = claims.scopes().iter().collect();
    let binding = claims.session_id().map(|id| in_session(auth, id));
    let left = match (&session_service, &binding) {
        (Some((session_service, _)), Some(binding)) => {
            let session = session_service.session(&binding.id).await?;
            let session = session.filter(|session| session.subject == subject);
            // A re-authentication is no use of the refresh token, so that it does not extend the session.
            session_service.seconds_left_unless_used(&session.ok_or(Reason::RefreshTokenEnded)?)
        }
        _ => i64::MAX,
    };
    let request = AccessTokenRequest {
        subject: &subject,
        scopes: &common_to(auth, &granted, &current),
        // This token alone has the new `auth_time`, so that a stolen refresh token does not benefit from it.
        auth_time: auth.now(),
        authentication: &authentication,
        is_fresh: true,
        session: binding.as_ref(),
        left,
        extra: ExtraClaims::default(),
    };
    let access = access_token(auth, &user, request).await?;
    // Checked last. When a user changes the password, all other sessions end; if the session of this token is the one that is
    // kept, a token for the old password must not be issued into it.
    if let Some((session_service, check)) = session_service {
        session_service.refuse_ended(&subject, check).await?;
    }
    let tokens = Tokens {
        access: &access,
        refresh: None,
        session: binding.as_ref(),
        scope: None,
    };
    let next = login.form.map(|form| form.next());
    let carriers = carriers_of_exchange(auth, came_in_cookie(auth, &login.parts));
    let endpoint = Endpoint::Reauthenticate;
    let grant = grant(auth, endpoint, &login.parts, user, tokens, carriers)?;
    Ok(grant.redirecting_to(next))
}
