//! Refreshes a session: exchanges its refresh token for the next one.

use super::session_service::SessionService;
use crate::clock::Clock;
use crate::session::error::SessionError;
use crate::session::record::{
    RefreshTokenState, RevocationRecord, Rotation, RotationOutcome, Session, Successor, TokenDigest,
};
use crate::session::rotation::RefreshToken;
use crate::session::store::StoreError;
use crate::token::TokenError;

/// The result of a refresh.
#[derive(Debug)]
pub enum RefreshOutcome {
    /// The next refresh token, or the same one if the session keeps its token.
    Issued(RefreshToken),
    /// The token is not valid.
    Refused,
    /// The token was exchanged within the grace, and so was its successor: another tab of the browser has a newer one.
    Superseded,
    /// The token was used twice, and is treated as stolen: its session was revoked.
    Reused,
    /// The session was refreshed too often; in how many seconds it can be refreshed again.
    Limited(i64),
}

impl SessionService {
    /// The state of a refresh token in the store.
    #[doc(hidden)]
    pub async fn find(&self, token: &RefreshToken) -> Result<RefreshTokenState, StoreError> {
        // Measured first, since a refresh token may be a JWT that is verified by the same clock.
        let now = self.now().await?;
        let Some(digest) = self.tokens.digest_of(token, &self.owner) else {
            return Ok(RefreshTokenState::Unknown);
        };
        self.ask(self.store.find(&digest, now)).await
    }

    /// The first check that a refresh token fails, if refresh tokens are JWTs.
    #[doc(hidden)]
    pub fn failed_check(&self, token: &RefreshToken) -> Option<TokenError> {
        self.tokens.verified(token)?.err()
    }

    /// Whether a token that was exchanged at this time would still receive the same successor.
    #[doc(hidden)]
    pub fn is_in_grace(&self, exchanged_at: i64) -> bool {
        self.clock.now() < exchanged_at.saturating_add(self.rules.grace)
    }

    /// Exchanges a refresh token of a session for the next one.
    #[doc(hidden)]
    pub async fn exchange(
        &self,
        session: &Session,
        token: &RefreshToken,
    ) -> Result<RefreshOutcome, SessionError> {
        self.refresh(session, token, self.rules.rotates).await
    }

    /// Records a refresh of a session that keeps its refresh token.
    #[doc(hidden)]
    pub async fn prolong(
        &self,
        session: &Session,
        token: &RefreshToken,
    ) -> Result<RefreshOutcome, SessionError> {
        self.refresh(session, token, false).await
    }

    async fn refresh(
        &self,
        session: &Session,
        token: &RefreshToken,
        rotates: bool,
    ) -> Result<RefreshOutcome, SessionError> {
        let now = self.now().await?;
        let Some(presented) = self.tokens.digest_of(token, &self.owner) else {
            return Ok(RefreshOutcome::Refused);
        };
        let next = match rotates {
            false => None,
            true => {
                let next = self.make(session)?;
                let sealed = self.tokens.sealed(&next, token, &self.owner);
                let unsealed = || StoreError::unexpected("a successor that cannot be sealed");
                Some((next, sealed.ok_or_else(unsealed)?))
            }
        };
        let (next, successor) = next.unzip();
        let idle = self.rules.idle_ttl.map(|idle| now.saturating_add(idle));
        let rotation = self.rotation(session, presented, successor, idle);
        let rotated = self.rotate(session, &rotation).await?;
        Ok(match rotated {
            RotationOutcome::Done => RefreshOutcome::Issued(
                next.unwrap_or_else(|| RefreshToken::presented(token.as_str())),
            ),
            RotationOutcome::Again(sealed) => match token.unsealed(&sealed) {
                Some(successor) => RefreshOutcome::Issued(successor),
                None => RefreshOutcome::Refused,
            },
            RotationOutcome::Reused => RefreshOutcome::Reused,
            RotationOutcome::Superseded => RefreshOutcome::Superseded,
            RotationOutcome::Limited { retry_after } => RefreshOutcome::Limited(retry_after),
            RotationOutcome::Ended | RotationOutcome::Unknown => RefreshOutcome::Refused,
        })
    }

    fn rotation(
        &self,
        session: &Session,
        presented: TokenDigest,
        successor: Option<Successor>,
        idle_expires_at: Option<i64>,
    ) -> Rotation {
        let now = self.clock.now();
        let times = now..now.saturating_add(self.rules.longest);
        Rotation {
            grace: self.rules.grace,
            idle_expires_at: idle_expires_at.map(|idle| idle.min(session.expires_at)),
            rate: self.rules.refresh_rate,
            ..Rotation::new(presented, successor, times, session.details.as_str())
        }
    }

    async fn rotate(
        &self,
        session: &Session,
        rotation: &Rotation,
    ) -> Result<RotationOutcome, StoreError> {
        let rotated = self.ask(self.store.rotate(rotation)).await?;
        if rotated == RotationOutcome::Reused {
            self.known.set.insert(RevocationRecord {
                key: session.key,
                at: rotation.now,
                until: rotation.revoked_until,
            });
        }
        Ok(rotated)
    }
}
