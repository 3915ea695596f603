//! `POST /revoke`: revokes a token that somebody presents (RFC 7009).

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::auth::{Auth, Judgement, verify_with_overrides};
use crate::config::AuthConfig;
use crate::endpoints::session::presented_token::PresentedToken;
use crate::endpoints::{MayRevoke, NO_STORE};
use crate::error::AuthError;
use crate::guard::{Guard, reject};
use crate::session::{RefreshToken, RevocationTarget, SessionService};
use crate::token::{MAX_LEEWAY_SECONDS, TokenType, VerificationOverrides};

pub(in crate::endpoints) async fn revoke<C: AuthConfig>(
    _: Guard<MayRevoke>,
    State(auth): State<Auth<C>>,
    request: Request,
) -> Response {
    let revoked = match PresentedToken::read_body(&auth, request).await {
        Ok(presented) => revoked(&auth, &presented).await,
        Err(error) => Err(error),
    };
    match revoked {
        Ok(()) => (NO_STORE, StatusCode::OK).into_response(),
        Err(error) => reject(&auth, error).into_response(),
    }
}

/// Whoever has a token may revoke it. What is no token, or none of this service, is revoked already (RFC 7009 §2.2).
async fn revoked<C: AuthConfig>(
    auth: &Auth<C>,
    presented: &PresentedToken,
) -> Result<(), AuthError> {
    let session_service = auth
        .session_service()
        .ok_or(AuthError::UnsupportedTokenType)?;
    let token = presented.text("token")?;
    let Some(token) = token else {
        return Err(AuthError::MalformedCredentials(
            "the request has no `token`: send it as a form field".into(),
        ));
    };
    // The hint of its kind only says where to look first (RFC 7009 §2.1); a token is of one kind.
    let refresh = RefreshToken::presented(&*token);
    match presented.judge(auth, &refresh).await? {
        // With its access tokens; and if it is spent, too, as a logout does.
        Judgement::Exchangeable(session) | Judgement::Superseded(session) => {
            auth.sessions().end_session(&session.id).await?;
        }
        Judgement::Reused => {}
        Judgement::Unknown => {
            if let Some((target, at_least)) = of_access_token(auth, session_service, &token).await?
            {
                auth.sessions().revoke(target, at_least).await?;
            }
        }
    }
    Ok(())
}

/// An access token is revoked alone: other clients of its session go on. With it, until when that must be remembered.
async fn of_access_token<C: AuthConfig>(
    auth: &Auth<C>,
    session_service: &SessionService,
    token: &str,
) -> Result<Option<(RevocationTarget, i64)>, AuthError> {
    let demands = VerificationOverrides {
        accepts_expired: true,
        for_revocation: true,
        ..VerificationOverrides::default()
    };
    match verify_with_overrides(auth, &TokenType::ACCESS, token, &demands).await {
        Ok(verified) => match RevocationTarget::of_token(&verified, &session_service.owner) {
            // No handler looks it up, not even one that takes expired tokens, by a clock that is behind this one.
            Some(RevocationTarget::Key(_))
                if session_service.may_have_forgotten(&verified, 2 * MAX_LEEWAY_SECONDS) =>
            {
                Ok(None)
            }
            Some(target) => Ok(Some((
                target,
                session_service.remember_revocation_until(&verified),
            ))),
            // It lives on, so that nobody is told otherwise.
            None => Err(AuthError::UnsupportedTokenType),
        },
        Err(AuthError::InvalidToken(_)) => Ok(None),
        Err(error) => Err(error),
    }
}
