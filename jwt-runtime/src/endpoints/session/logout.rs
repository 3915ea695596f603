//! `POST /logout`: ends the session, and clears its cookies.

use axum::extract::{Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};

use crate::auth::{Auth, RefreshTokenVerdict};
use crate::config::AuthConfig;
use crate::endpoints::policies::MayLogOut;
use crate::endpoints::session::adoption::never_adopt;
use crate::endpoints::session::presented_token::PresentedToken;
use crate::error::{AuthError, ErrorKind, Reason};
use crate::grant::cleared_session;
use crate::guard::policy::FOR_REVOCATION;
use crate::guard::{Admission, Guard, InnerService, ResolvedSettings, call, reject_at};
use crate::response::Endpoint;
use crate::response::no_store;
use crate::session::{RefreshToken, RevocationTarget, Session};
use crate::token_location::BodyKind;

pub(in crate::endpoints) async fn logout<C: AuthConfig>(
    _: Guard<MayLogOut>,
    State(auth): State<Auth<C>>,
    request: Request,
) -> Response {
    let respond = async |request: Request, _: ResolvedSettings<'_>| {
        let presented = match PresentedToken::read(&auth, Endpoint::Logout, request).await {
            Ok(presented) => presented,
            Err(rejection) => return rejection.into_response(),
        };
        match end(&auth, &presented).await {
            Ok(()) => logged_out(&auth, &presented.parts),
            Err(error) => {
                let cookies = match error.kind() {
                    // A request from another origin must not log a user out.
                    ErrorKind::CsrfFailed => presented.to_clear(&auth, &error),
                    _ => cleared_session(&auth, &presented.parts),
                };
                let rejection = reject_at(&auth, Endpoint::Logout, &presented.parts, error);
                rejection.with_cookies(cookies).into_response()
            }
        }
    };
    call(&auth, InnerService::Guard(FOR_REVOCATION), request, respond).await
}

/// Ends the session of the tokens that were presented. There may be none, as a client may log out twice.
async fn end<C: AuthConfig>(auth: &Auth<C>, presented: &PresentedToken) -> Result<(), AuthError> {
    let session = match presented.token_if_any() {
        Some(token) => session_of(auth, presented, token).await?,
        None => None,
    };
    let targets = targets(auth, presented, session).await?;
    if auth.session_service().is_some() {
        for (target, at_least) in targets {
            auth.sessions().revoke(target, at_least).await?;
        }
    }
    Ok(())
}

/// The session of a refresh token, if it is still to be ended. A used refresh token ends its session too: either it belongs to
/// the client that logs out, whose last response was lost or whose other tab was faster, or it is a stolen copy, and the session
/// must end.
async fn session_of<C: AuthConfig>(
    auth: &Auth<C>,
    presented: &PresentedToken,
    token: &RefreshToken,
) -> Result<Option<Session>, AuthError> {
    if auth.session_service().is_none() {
        return Ok(None);
    }
    Ok(match presented.check_refresh_token(auth, token).await? {
        RefreshTokenVerdict::Exchangeable(session) | RefreshTokenVerdict::Superseded(session) => {
            Some(session)
        }
        RefreshTokenVerdict::Reused | RefreshTokenVerdict::Ended => None,
        RefreshTokenVerdict::Unknown => {
            never_adopt(auth, presented, token).await?;
            None
        }
    })
}

/// The targets to revoke, with the time until which the store must keep each revocation. An access token is verified with its
/// CSRF protection, so that a page of another origin cannot end its session.
async fn targets<C: AuthConfig>(
    auth: &Auth<C>,
    presented: &PresentedToken,
    session: Option<Session>,
) -> Result<Vec<(RevocationTarget, i64)>, AuthError> {
    let of_session = |session: Session| (RevocationTarget::Session(session.key), i64::MIN);
    let mut targets: Vec<_> = session.map(of_session).into_iter().collect();
    match Admission::of(auth, &presented.parts, FOR_REVOCATION).await {
        Ok(admission) => {
            if let (Some(session_service), Some(verified)) =
                (auth.session_service(), admission.verified())
            {
                let revocable = RevocationTarget::of(verified, &session_service.owner);
                // A token that cannot be revoked stays valid, so that the response must not claim otherwise.
                let revocable = revocable.ok_or(Reason::UnsupportedTokenType)?;
                if targets.iter().all(|(target, _)| *target != revocable) {
                    targets.push((
                        revocable,
                        session_service.remember_revocation_until(verified),
                    ));
                }
            }
        }
        // An invalid or absent token is no reason to keep its cookie.
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::InvalidToken | ErrorKind::InvalidRequest
            ) =>
        {
            // What is no access token in the header may be a refresh token. A malformed header has none.
            let in_header = presented.in_header(auth).ok().flatten();
            let in_header = in_header.filter(|_| presented.token_if_any().is_none());
            if let Some(token) = in_header {
                let session = session_of(auth, presented, &token).await?;
                targets.extend(session.map(of_session));
            }
        }
        Err(error) => return Err(error),
    }
    Ok(targets)
}

/// The response to a logout; after a form, a redirect.
pub(in crate::endpoints) fn logged_out<C: AuthConfig>(auth: &Auth<C>, parts: &Parts) -> Response {
    let is_form = BodyKind::of(&parts.headers).is_some_and(|kind| kind.is_form());
    let mut response = no_store(match is_form {
        true => {
            let target = auth.http_settings().login_redirect.as_deref();
            Redirect::to(target.unwrap_or("/")).into_response()
        }
        false => auth.response_settings().renderer().logout(),
    });
    for cookie in cleared_session(auth, parts) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
