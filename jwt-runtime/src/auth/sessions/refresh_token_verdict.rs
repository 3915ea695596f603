//! The state of a refresh token that a client presents, decided in the same way by every endpoint.
//!
//! A refresh token that was exchanged is accepted at `/refresh` alone, and only within the grace period. If it is presented
//! later, it is treated as stolen, and its session is revoked. Every endpoint must decide so: a weaker check in one of them
//! would let a thief test stolen tokens there unnoticed.

use super::Sessions;
use crate::config::AuthConfig;
use crate::session::{
    RefreshToken, RefreshTokenState, RevocationTarget, Session, SessionEvent, StoreError,
};

/// The state of a refresh token. An endpoint that needs a valid refresh token accepts only
/// [`Exchangeable`](Self::Exchangeable).
#[derive(Debug)]
pub(crate) enum RefreshTokenVerdict {
    /// The current token of this session; or a token that was exchanged within the grace period, whose exchange is repeated
    /// with the same result.
    Exchangeable(Session),
    /// Exchanged within the grace period, and its successor was exchanged too: another tab of the browser has a newer token.
    Superseded(Session),
    /// Exchanged before the grace period. The session has been revoked, and the user backend notified.
    Reused,
    /// The session of the token has ended.
    Ended,
    /// Not a refresh token of this service, or one that was forgotten.
    Unknown,
}

impl RefreshTokenVerdict {
    /// The session, if the token may be exchanged.
    pub(super) fn exchangeable(self) -> Option<Session> {
        match self {
            Self::Exchangeable(session) => Some(session),
            Self::Superseded(_) | Self::Reused | Self::Ended | Self::Unknown => None,
        }
    }
}

impl<C: AuthConfig> Sessions<'_, C> {
    /// Decides on a refresh token. `may_present` is given the live session of the token and tells whether this request may
    /// present the token at all. If it may not, the session stays as it is.
    pub(crate) async fn check_refresh_token<E: From<StoreError>>(
        &self,
        token: &RefreshToken,
        may_present: impl FnOnce(&Session) -> Result<(), E>,
    ) -> Result<RefreshTokenVerdict, E> {
        let session_service = self.session_service()?;
        let (session, exchange) = match session_service.find(token).await? {
            RefreshTokenState::Current(session) => (session, None),
            RefreshTokenState::Exchanged {
                session,
                at,
                is_superseded,
            } => (session, Some((at, is_superseded))),
            RefreshTokenState::Ended => return Ok(RefreshTokenVerdict::Ended),
            RefreshTokenState::Unknown => return Ok(RefreshTokenVerdict::Unknown),
        };
        may_present(&session)?;
        let Some((at, is_superseded)) = exchange else {
            return Ok(RefreshTokenVerdict::Exchangeable(session));
        };
        if session_service.is_in_grace(at) {
            return Ok(match is_superseded {
                false => RefreshTokenVerdict::Exchangeable(session),
                true => RefreshTokenVerdict::Superseded(session),
            });
        }
        // A token that was exchanged stays so, so that concurrent changes cannot invalidate this decision.
        match session_service
            .revoke(RevocationTarget::Session(session.key))
            .await?
        {
            false => Ok(RefreshTokenVerdict::Ended),
            true => {
                self.report_reuse(&session).await;
                Ok(RefreshTokenVerdict::Reused)
            }
        }
    }

    /// Logs and counts the reuse of a refresh token, and notifies the user backend.
    pub(crate) async fn report_reuse(&self, session: &Session) {
        if let Ok(session_service) = self.session_service() {
            session_service.count_reuse();
        }
        tracing::warn!(
            session = %session.id,
            "a refresh token was reused, as by a thief with a copy of it: its session was revoked"
        );
        self.notify_backend(SessionEvent::Reused(session)).await;
    }
}
