//! Adopts refresh tokens of the library that a service used before: a session begins whose refresh token is the old one.
//!
//! Each token is adopted once. The use is recorded for as long as the token could be presented, so that the end of its session
//! is final: a token that is unknown again is not adopted a second time.

use std::sync::Arc;

use super::LoginStart;
use crate::claim::NoClaims;
use crate::clock::Clock;
use crate::key::CsrfDigest;
use crate::session::error::SessionError;
use crate::session::record::{Session, SingleUseKey};
use crate::session::rotation::RefreshToken;
use crate::session::service::session_service::SessionService;
use crate::session::store::StoreError;
use crate::token::Verified;

/// The name under which adopted tokens are recorded, instead of that of an issuer.
const KIND: &str = "adopted refresh token";

impl SessionService {
    /// Whether tokens are still adopted.
    #[doc(hidden)]
    pub fn adopts(&self) -> bool {
        let until = self.rules.adopts_until;
        until.is_some_and(|until| self.clock.local().now() < until)
    }

    /// What a refresh token says that is a JWT, if it is valid.
    #[doc(hidden)]
    pub fn verified_refresh_token(&self, token: &RefreshToken) -> Option<Arc<Verified<NoClaims>>> {
        self.tokens.verified(token)?.ok()
    }

    /// The digest of the CSRF value that a refresh token holds, if it holds one.
    #[doc(hidden)]
    pub fn csrf_of(&self, token: &RefreshToken) -> Option<CsrfDigest> {
        if !self.tokens.hold_csrf_values() {
            return None;
        }
        self.verified_refresh_token(token)?.csrf().cloned()
    }

    /// Whether all sessions of a subject were ended, as far as the store remembers.
    #[doc(hidden)]
    pub async fn has_mark(&self, subject: &str) -> Result<bool, StoreError> {
        let key = self.key_of_subject(subject);
        let revoked = self.ask(self.store.revoked(&[key])).await?;
        Ok(!revoked.is_empty())
    }

    /// Begins a session with a token. Returns the sessions that were ended because their user had too many; `None` if the token
    /// was adopted before.
    #[doc(hidden)]
    pub async fn adopt(
        &self,
        session: &Session,
        token: &RefreshToken,
        check: LoginStart,
    ) -> Result<Option<Vec<Session>>, SessionError> {
        let until = session
            .expires_at
            .max(self.rules.adopts_until.unwrap_or_default());
        match self.use_token(token, until).await? {
            true => self.begin_with(session, token, check).await.map(Some),
            false => Ok(None),
        }
    }

    /// Records that a token, which may be presented until then, must not be adopted.
    #[doc(hidden)]
    pub async fn never_adopt(&self, token: &RefreshToken, until: i64) -> Result<(), StoreError> {
        self.use_token(token, until).await.map(drop)
    }

    async fn use_token(&self, token: &RefreshToken, until: i64) -> Result<bool, StoreError> {
        let Some(digest) = self.tokens.digest_of(token, &self.owner) else {
            return Ok(false);
        };
        let digest: String = digest
            .as_bytes()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let key = SingleUseKey::of_token(&self.owner, Some(KIND), &digest);
        let lifetime = until.saturating_sub(self.clock.now());
        self.use_once(&key, lifetime).await
    }
}
