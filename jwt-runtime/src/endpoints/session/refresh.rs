//! `POST /refresh`: new tokens for a refresh token (RFC 6749 §6).

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

use crate::auth::{Auth, Judgement};
use crate::config::AuthConfig;
use crate::endpoints::delivery::carriers_of_exchange;
use crate::endpoints::form::{NEXT, next};
use crate::endpoints::session::presented_token::PresentedToken;
use crate::endpoints::token_response::{GrantResponse, Tokens, check_size, handed_out};
use crate::endpoints::{MayRefresh, OF_ANY_AGE};
use crate::error::AuthError;
use crate::grant::{
    AccessTokenRequest, UserOf, access_token, common_to, in_session, is_granted, user_about,
};
use crate::guard::{Admission, Guard, Inner, call, login_page_url, reject};
use crate::scope::ScopeSet;
use crate::session::{LoginRecord, RefreshOutcome, Session, SessionEvent};
use crate::user::UserBackend;

pub(in crate::endpoints) async fn refresh<C: AuthConfig>(
    _: Guard<MayRefresh>,
    State(auth): State<Auth<C>>,
    request: Request,
) -> Response {
    let answer = async |request: Request| {
        let presented = match PresentedToken::read(&auth, request).await {
            Ok(presented) => presented,
            Err(error) => return reject(&auth, error).into_response(),
        };
        match renewed(&auth, &presented).await {
            Ok(handed_out) if presented.is_of_page() => {
                let asked = presented.text(NEXT).ok().flatten();
                handed_out
                    .and_go_to(Some(next(asked.as_deref())))
                    .into_response()
            }
            Ok(handed_out) => handed_out.into_response(),
            Err(error) => {
                let cookies = presented.to_clear(&auth, &error);
                // Whoever pressed a button can do nothing with JSON.
                let is_dead = matches!(error, AuthError::InvalidGrant);
                let page = auth.http_settings().login_redirect.as_deref();
                let page = page.filter(|_| is_dead && presented.is_of_page());
                let asked = presented.text(NEXT).ok().flatten();
                let page = page.map(|page| login_page_url(page, None, asked.as_deref()));
                let refusal = reject(&auth, error).redirecting_to(page.as_deref());
                refusal.with_cookies(cookies).into_response()
            }
        }
    };
    call(&auth, Inner::Guard(&OF_ANY_AGE), request, answer).await
}

async fn renewed<C: AuthConfig>(
    auth: &Auth<C>,
    presented: &PresentedToken,
) -> Result<GrantResponse, AuthError> {
    let session_service = auth.session_service().ok_or(AuthError::InvalidGrant)?;
    let token = presented.token(auth)?;
    // First of all: whoever has a copy of a token is not to find out whether it is one by asking wrongly.
    let session = match presented.judge(auth, token).await? {
        Judgement::Exchangeable(session) => session,
        Judgement::Superseded(_) => return Err(AuthError::Superseded),
        Judgement::Reused | Judgement::Unknown => return Err(AuthError::InvalidGrant),
    };
    let details = LoginRecord::of_session(&session)?;
    let in_session = in_session(auth, &session.id);
    let Some(user) = user_about(auth, &session.subject).await? else {
        auth.sessions().end_session(&session.id).await?;
        return Err(AuthError::InvalidGrant);
    };
    let scopes = wanted(auth, presented, &session, &user, &details).await?;
    let granted = AccessTokenRequest {
        subject: &session.subject,
        scopes: &scopes,
        auth_time: details.auth_time,
        authentication: &details.authentication,
        is_fresh: false,
        session: Some(&in_session),
        left: session_service.seconds_left(&session),
    };
    let access = access_token(auth, &user, &granted).await?;
    let carriers = carriers_of_exchange(auth, presented.is_cookie);
    check_size(auth, &presented.parts, &access, carriers)?;
    // The store comes last: what it has exchanged, the client gets.
    let next = match session_service.exchange(&session, token).await? {
        RefreshOutcome::Issued(next) => next,
        RefreshOutcome::Refused => return Err(AuthError::InvalidGrant),
        RefreshOutcome::Superseded => return Err(AuthError::Superseded),
        // Others exchanged it, and its grace ended, since it was judged.
        RefreshOutcome::Reused => {
            auth.sessions().report_reuse(&session).await;
            return Err(AuthError::InvalidGrant);
        }
        RefreshOutcome::Limited(seconds) => {
            let retry_after = Duration::from_secs(seconds.unsigned_abs());
            return Err(AuthError::RefreshedTooOften(retry_after));
        }
    };
    let event = SessionEvent::Refreshed(&session);
    auth.users().on_session_event(event).await;
    let scope = scopes.iter().collect::<Vec<_>>().join(" ");
    let tokens = Tokens {
        access: &access.token,
        expires_in: access.expires_in,
        refresh: Some((&next, session_service.seconds_left_after_use(&session))),
        session: Some(&in_session),
        scope: (scope != details.scope).then_some(scope),
    };
    handed_out(auth, &presented.parts, tokens, carriers)
}

/// What the client is to get, if its request is right.
async fn wanted<C: AuthConfig>(
    auth: &Auth<C>,
    presented: &PresentedToken,
    session: &Session,
    user: &UserOf<C>,
    details: &LoginRecord,
) -> Result<ScopeSet, AuthError> {
    if auth
        .session_service()
        .is_some_and(|session_service| session_service.rules.requires_access)
    {
        check_access(auth, &presented.parts, session).await?;
    }
    let asked = presented.text("scope")?;
    scopes_left(auth, user, details, asked.as_deref()).await
}

/// How many scopes a client may ask for.
const MAX_ASKED: usize = 64;

/// The access token that comes along must be of the same session.
async fn check_access<C: AuthConfig>(
    auth: &Auth<C>,
    parts: &Parts,
    session: &Session,
) -> Result<(), AuthError> {
    let admission = Admission::of(auth, parts, &OF_ANY_AGE).await?;
    let is_of_session = admission.verified().is_some_and(|verified| {
        verified.own_session() == Some(&session.id) && verified.subject() == session.subject
    });
    is_of_session.then_some(()).ok_or(AuthError::InvalidGrant)
}

/// What is left of the scopes of a session: what its user still has and, if the client asks for less, no more than
/// that (RFC 6749 §6).
async fn scopes_left<C: AuthConfig>(
    auth: &Auth<C>,
    user: &UserOf<C>,
    details: &LoginRecord,
    asked: Option<&str>,
) -> Result<ScopeSet, AuthError> {
    let granted: ScopeSet = details.scope.split_whitespace().collect();
    let has = auth.users().scopes(user).await?;
    let left = common_to(auth, &granted, &has);
    let Some(asked) = asked else {
        return Ok(left);
    };
    let asked: ScopeSet = asked.split_whitespace().collect();
    let may_ask = |scope| is_granted(auth, &granted, scope) && auth.minter().can_grant(scope);
    if asked.iter().count() > MAX_ASKED || !asked.iter().all(may_ask) {
        return Err(AuthError::InvalidScope);
    }
    Ok(common_to(auth, &left, &asked))
}
