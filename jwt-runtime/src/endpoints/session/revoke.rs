//! `POST /revoke`: revokes a token that the client presents (RFC 7009).

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};

use crate::auth::{Auth, RefreshTokenVerdict, verify_with_overrides};
use crate::config::AuthConfig;
use crate::endpoints::policies::MayRevoke;
use crate::endpoints::session::adoption::never_adopt;
use crate::endpoints::session::presented_token::PresentedToken;
use crate::error::{AuthError, ErrorKind, Reason};
use crate::guard::{Guard, reject_at};
use crate::response::Endpoint;
use crate::response::no_store;
use crate::session::{RefreshToken, RevocationTarget, SessionService};
use crate::token::{MAX_LEEWAY_SECONDS, TokenType, VerificationOverrides};

pub(in crate::endpoints) async fn revoke<C: AuthConfig>(
    _: Guard<MayRevoke>,
    State(auth): State<Auth<C>>,
    request: Request,
) -> Response {
    let presented = match PresentedToken::read_body(&auth, Endpoint::Revoke, request).await {
        Ok(presented) => presented,
        Err(rejection) => return rejection.into_response(),
    };
    match revoked(&auth, &presented).await {
        Ok(()) => no_store(auth.response_settings().renderer().revoke()),
        Err(error) => reject_at(&auth, Endpoint::Revoke, &presented.parts, error).into_response(),
    }
}

/// Revokes the presented token; its possession is enough. A value that is no token, or none of this service, counts as revoked
/// already (RFC 7009 §2.2).
async fn revoked<C: AuthConfig>(
    auth: &Auth<C>,
    presented: &PresentedToken,
) -> Result<(), AuthError> {
    let session_service = auth.session_service().ok_or(Reason::UnsupportedTokenType)?;
    let token = presented.text("token")?;
    let Some(token) = token else {
        return Err(Reason::MissingCredential("token".into()).into());
    };
    // The hint of the token type only tells where to look first (RFC 7009 §2.1); no token is of two types.
    let refresh = RefreshToken::presented(&*token);
    match presented.check_refresh_token(auth, &refresh).await? {
        // The whole session ends, with its access tokens; as with a logout, a used refresh token is enough.
        RefreshTokenVerdict::Exchangeable(session) | RefreshTokenVerdict::Superseded(session) => {
            auth.sessions().end_session(&session.id).await?;
        }
        RefreshTokenVerdict::Reused => {}
        verdict @ (RefreshTokenVerdict::Ended | RefreshTokenVerdict::Unknown) => {
            if matches!(verdict, RefreshTokenVerdict::Unknown) {
                never_adopt(auth, presented, &refresh).await?;
            }
            if let Some((target, at_least)) = of_access_token(auth, session_service, &token).await?
            {
                auth.sessions().revoke(target, at_least).await?;
            }
        }
    }
    Ok(())
}

/// The revocation of an access token, with the time until which the store must keep it. Only this token is revoked; other
/// clients of its session continue.
async fn of_access_token<C: AuthConfig>(
    auth: &Auth<C>,
    session_service: &SessionService,
    token: &str,
) -> Result<Option<(RevocationTarget, i64)>, AuthError> {
    let overrides = VerificationOverrides {
        accepts_expired: true,
        for_revocation: true,
        ..VerificationOverrides::default()
    };
    match verify_with_overrides(auth, &TokenType::ACCESS, token, &overrides).await {
        Ok(verified) => match RevocationTarget::of_token(&verified, &session_service.owner) {
            // The token has been expired for so long that no handler accepts it, even by a clock that is behind.
            Some(RevocationTarget::Key(_))
                if session_service.may_have_forgotten(&verified, 2 * MAX_LEEWAY_SECONDS) =>
            {
                Ok(None)
            }
            Some(target) => Ok(Some((
                target,
                session_service.remember_revocation_until(&verified),
            ))),
            // The token stays valid, so that the response must not claim otherwise.
            None => Err(Reason::UnsupportedTokenType.into()),
        },
        Err(error) if error.kind() == ErrorKind::InvalidToken => Ok(None),
        Err(error) => Err(error),
    }
}
