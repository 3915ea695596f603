//! Whether a refresh token is good: one judgement, wherever it is presented.
//!
//! A refresh token that was exchanged is of no more use anywhere than at `/refresh`: who presents it after the grace has a copy
//! of it, or is robbed by whoever has one, and its session ends. A second way to judge, weaker than the first, would be
//! the one that a thief takes.

use super::Sessions;
use crate::config::AuthConfig;
use crate::session::{
    RefreshToken, RefreshTokenState, RevocationTarget, Session, SessionEvent, StoreError,
};

/// What a refresh token is worth. All but [`Exchangeable`](Self::Exchangeable) are refused by whatever asks for a refresh token
/// that is good.
#[derive(Debug)]
pub(crate) enum Judgement {
    /// It is the current one of this session; or it was exchanged a moment ago, and its successor, which is the current one,
    /// is given again.
    Exchangeable(Session),
    /// It was exchanged a moment ago, and so was its successor: another tab of the browser has a newer one.
    Superseded(Session),
    /// It was exchanged before that. Its session has been ended by this judgement, and the backend has heard of it.
    Reused,
    /// It is none of this service, or its session has ended.
    Unknown,
}

impl<C: AuthConfig> Sessions<'_, C> {
    /// Judges a refresh token. `may_present` says of its session, while that is alive, whether this request may present the
    /// token at all: one that may not ends nothing.
    pub(crate) async fn judge<E: From<StoreError>>(
        &self,
        token: &RefreshToken,
        may_present: impl FnOnce(&Session) -> Result<(), E>,
    ) -> Result<Judgement, E> {
        let session_service = self.session_service()?;
        let (session, exchange) = match session_service.find(token).await? {
            RefreshTokenState::Current(session) => (session, None),
            RefreshTokenState::Exchanged {
                session,
                at,
                is_superseded,
            } => (session, Some((at, is_superseded))),
            RefreshTokenState::Ended | RefreshTokenState::Unknown => return Ok(Judgement::Unknown),
        };
        may_present(&session)?;
        let Some((at, is_superseded)) = exchange else {
            return Ok(Judgement::Exchangeable(session));
        };
        if session_service.is_in_grace(at) {
            return Ok(match is_superseded {
                false => Judgement::Exchangeable(session),
                true => Judgement::Superseded(session),
            });
        }
        // What was found stays true whatever others do meanwhile: a token that was exchanged stays so.
        match session_service
            .revoke(RevocationTarget::Session(session.key))
            .await?
        {
            false => Ok(Judgement::Unknown),
            true => {
                self.tell_of_reuse(&session).await;
                Ok(Judgement::Reused)
            }
        }
    }

    /// Says that a copy of a refresh token was found out, and that its session has ended.
    pub(crate) async fn tell_of_reuse(&self, session: &Session) {
        if let Ok(session_service) = self.session_service() {
            session_service.count_reuse();
        }
        tracing::warn!(
            session = %session.id,
            "a refresh token was used again: somebody has a copy of it, and its session was ended"
        );
        self.tell(SessionEvent::Reused(session)).await;
    }
}
