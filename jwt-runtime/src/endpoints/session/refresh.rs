//! `POST /refresh`: issues new tokens for a refresh token (RFC 6749 §6).

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

use crate::auth::{Auth, RefreshTokenVerdict};
use crate::claim::ExtraClaims;
use crate::config::AuthConfig;
use crate::endpoints::form::{NEXT, next};
use crate::endpoints::session::presented_token::PresentedToken;
use crate::endpoints::session_start::{Tokens, carriers_of_exchange, check_size, grant};
use crate::endpoints::{MayRefresh, OF_ANY_AGE};
use crate::error::{AuthError, ErrorKind, Reason};
use crate::grant::{
    AccessTokenRequest, UserOf, access_token, common_to, in_session, is_granted, user_about,
};
use crate::guard::{Admission, Guard, InnerService, call, login_page_url, reject_at};
use crate::response::{Endpoint, LoginGrant};
use crate::scope::ScopeSet;
use crate::session::{LoginRecord, RefreshOutcome, RefreshToken, Session, SessionEvent};
use crate::token::VerificationOverrides;
use crate::user::UserBackend;

pub(in crate::endpoints) async fn refresh<C: AuthConfig>(
    _: Guard<MayRefresh>,
    State(auth): State<Auth<C>>,
    request: Request,
) -> Response {
    let respond = async |request: Request| {
        let read = PresentedToken::read(&auth, Endpoint::Refresh, request).await;
        let presented = match read.and_then(|read| read.or_in_header(&auth, Endpoint::Refresh)) {
            Ok(presented) => presented,
            Err(rejection) => return rejection.into_response(),
        };
        match refreshed_tokens(&auth, &presented).await {
            Ok(response) if presented.is_of_page() => {
                let requested_next = presented.text(NEXT).ok().flatten();
                response
                    .redirecting_to(Some(next(requested_next.as_deref())))
                    .into_response()
            }
            Ok(response) => response.into_response(),
            Err(error) => {
                let cookies = presented.to_clear(&auth, &error);
                // The user of a page cannot do anything with JSON.
                let is_dead = error.kind() == ErrorKind::InvalidGrant;
                let page = auth.http_settings().login_redirect.as_deref();
                let page = page.filter(|_| is_dead && presented.is_of_page());
                let requested_next = presented.text(NEXT).ok().flatten();
                let page = page.map(|page| login_page_url(page, None, requested_next.as_deref()));
                let rejection = reject_at(&auth, Endpoint::Refresh, &presented.parts, error);
                let rejection = rejection.redirecting_to(page.as_deref());
                rejection.with_cookies(cookies).into_response()
            }
        }
    };
    call(&auth, InnerService::Guard(&OF_ANY_AGE), request, respond).await
}

async fn refreshed_tokens<C: AuthConfig>(
    auth: &Auth<C>,
    presented: &PresentedToken,
) -> Result<LoginGrant, AuthError> {
    let session_service = auth.session_service().ok_or(Reason::RefreshTokenUnknown)?;
    let token = presented.token(auth)?;
    // Decided first, so that a thief with a copy of a token cannot use a malformed request to find out whether the token is
    // valid.
    let session = match presented.check_refresh_token(auth, token).await? {
        RefreshTokenVerdict::Exchangeable(session) => session,
        RefreshTokenVerdict::Superseded(_) => return Err(Reason::RefreshTokenSuperseded.into()),
        RefreshTokenVerdict::Reused => return Err(Reason::RefreshTokenReused.into()),
        RefreshTokenVerdict::Ended => return Err(Reason::RefreshTokenEnded.into()),
        RefreshTokenVerdict::Unknown => return Err(unknown(auth, token).into()),
    };
    let login = LoginRecord::of_session(&session)?;
    let binding = in_session(auth, &session.id);
    let Some(user) = user_about(auth, &session.subject).await? else {
        auth.sessions().end_session(&session.id).await?;
        return Err(Reason::RefreshTokenUser.into());
    };
    let scopes = scopes_to_grant(auth, presented, &session, &user, &login).await?;
    let request = AccessTokenRequest {
        subject: &session.subject,
        scopes: &scopes,
        auth_time: login.auth_time,
        authentication: &login.authentication,
        is_fresh: false,
        session: Some(&binding),
        left: session_service.seconds_left(&session),
        extra: ExtraClaims::default(),
    };
    let access = access_token(auth, &user, request).await?;
    let carriers = carriers_of_exchange(auth, presented.is_cookie);
    check_size(auth, &presented.parts, &access, carriers)?;
    // The store is changed last, so that the client gets every token that the store has issued.
    let next = match session_service.exchange(&session, token).await? {
        RefreshOutcome::Issued(next) => next,
        RefreshOutcome::Refused => return Err(Reason::RefreshTokenEnded.into()),
        RefreshOutcome::Superseded => return Err(Reason::RefreshTokenSuperseded.into()),
        // Another request exchanged the token since, and its grace period ended.
        RefreshOutcome::Reused => {
            auth.sessions().report_reuse(&session).await;
            return Err(Reason::RefreshTokenReused.into());
        }
        RefreshOutcome::Limited(seconds) => {
            let retry_after = Duration::from_secs(seconds.unsigned_abs());
            return Err(Reason::RefreshedTooOften(retry_after).into());
        }
    };
    let event = SessionEvent::Refreshed(&session);
    auth.users().on_session_event(event).await;
    let scope = scopes.iter().collect::<Vec<_>>().join(" ");
    let tokens = Tokens {
        access: &access,
        refresh: Some((&next, session_service.seconds_left_after_use(&session))),
        session: Some(&binding),
        scope: (scope != login.scope).then_some(scope),
    };
    grant(
        auth,
        Endpoint::Refresh,
        &presented.parts,
        user,
        tokens,
        carriers,
    )
}

/// Why a token is no refresh token.
fn unknown<C: AuthConfig>(auth: &Auth<C>, token: &RefreshToken) -> Reason {
    let overrides = VerificationOverrides {
        accepts_expired: true,
        ..VerificationOverrides::default()
    };
    let verified = auth
        .verifier()
        .verify_with(token.as_str().as_bytes(), &overrides);
    match verified {
        Ok(_) => Reason::AccessTokenInstead,
        Err(_) => Reason::RefreshTokenUnknown,
    }
}

/// The scopes of the new access token, if the request satisfies all conditions.
async fn scopes_to_grant<C: AuthConfig>(
    auth: &Auth<C>,
    presented: &PresentedToken,
    session: &Session,
    user: &UserOf<C>,
    login: &LoginRecord,
) -> Result<ScopeSet, AuthError> {
    if auth
        .session_service()
        .is_some_and(|session_service| session_service.rules.requires_access)
    {
        check_access(auth, &presented.parts, session).await?;
    }
    let requested = presented.text("scope")?;
    remaining_scopes(auth, user, login, requested.as_deref()).await
}

/// The greatest number of scopes that a client may request.
const MAX_REQUESTED: usize = 64;

/// Checks that the access token of the request belongs to the same session.
async fn check_access<C: AuthConfig>(
    auth: &Auth<C>,
    parts: &Parts,
    session: &Session,
) -> Result<(), AuthError> {
    let admission = Admission::of(auth, parts, &OF_ANY_AGE).await?;
    let verified = admission.verified().ok_or(Reason::AccessTokenAbsent)?;
    match verified.own_session() == Some(&session.id) && verified.subject() == session.subject {
        true => Ok(()),
        false => Err(Reason::AccessTokenOfOtherSession.into()),
    }
}

/// The scopes of a session that its user still has, narrowed to those that the client requests, if it requests any (RFC 6749
/// §6).
async fn remaining_scopes<C: AuthConfig>(
    auth: &Auth<C>,
    user: &UserOf<C>,
    login: &LoginRecord,
    requested: Option<&str>,
) -> Result<ScopeSet, AuthError> {
    let granted: ScopeSet = login.scope.split_whitespace().collect();
    let current = auth.users().scopes(user).await?;
    let remaining = common_to(auth, &granted, &current);
    let Some(requested) = requested else {
        return Ok(remaining);
    };
    let requested: ScopeSet = requested.split_whitespace().collect();
    let may_request = |scope| is_granted(auth, &granted, scope) && auth.minter().can_grant(scope);
    if requested.iter().count() > MAX_REQUESTED || !requested.iter().all(may_request) {
        return Err(Reason::InvalidScope.into());
    }
    Ok(common_to(auth, &remaining, &requested))
}
