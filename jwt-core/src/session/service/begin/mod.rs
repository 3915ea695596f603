//! How a session begins: in the order of the store, independent of clocks.
//!
//! A change of a password ends all sessions of the user. A login with the old password may be under way: it was right when
//! it was checked, but its session is not stored yet. So the position of the store is read before credentials are checked,
//! and the login is refused if all sessions of the user were ended after that position.

mod adoption;

use super::session_service::SessionService;
use crate::clock::Clock;
use crate::session::error::SessionError;
use crate::session::record::{BeginOutcome, Position, RevocationRecord, Session, SessionLimit};
use crate::session::rotation::RefreshToken;
use crate::session::store::StoreError;

/// How long a check of credentials may take, in seconds. The end of all sessions of a user is remembered for longer than
/// this.
const LONGEST_CHECK: i64 = 5 * 60;

/// The position of the store, and the time, before credentials are checked.
#[derive(Debug, Clone, Copy)]
pub struct LoginStart {
    position: Position,
    at: i64,
}

/// A new session that was stored.
#[derive(Debug)]
pub struct NewSession {
    /// Its first refresh token.
    pub token: RefreshToken,
    /// The sessions that were ended because their user had too many.
    pub ended: Vec<Session>,
}

impl SessionService {
    /// Reads the position of the store before credentials are checked.
    #[doc(hidden)]
    pub async fn start_login(&self) -> Result<LoginStart, StoreError> {
        let at = self.now().await?;
        let position = self.ask(self.store.position()).await?;
        Ok(LoginStart { position, at })
    }

    /// A session with this identifier that begins now.
    #[doc(hidden)]
    pub fn new_session(&self, id: &str, subject: &str) -> Session {
        let now = self.clock.now();
        let idle_ttl = self.rules.idle_ttl;
        Session {
            key: self.key_of_session(id),
            subject_key: self.key_of_subject(subject),
            id: id.to_owned(),
            subject: subject.to_owned(),
            created_at: now,
            last_used_at: now,
            expires_at: now.saturating_add(self.rules.ttl),
            idle_expires_at: idle_ttl.map(|idle| now.saturating_add(idle)),
            remembered_for: self.rules.longest,
            client: None,
            details: String::new(),
        }
    }

    /// Stores a new session, and returns its first refresh token. Fails with [`SessionError::AllEnded`] if all sessions of
    /// the user were ended since the credentials were presented.
    #[doc(hidden)]
    pub async fn begin(
        &self,
        session: &Session,
        check: LoginStart,
    ) -> Result<NewSession, SessionError> {
        let token = self.make(session)?;
        let ended = self.begin_with(session, &token, check).await?;
        Ok(NewSession { token, ended })
    }

    /// Stores a new session with this refresh token. Returns the sessions that were ended because their user had too many.
    pub(super) async fn begin_with(
        &self,
        session: &Session,
        token: &RefreshToken,
        check: LoginStart,
    ) -> Result<Vec<Session>, SessionError> {
        self.refuse_slow_check(check)?;
        let digest = self.tokens.digest_of(token, &self.owner);
        let digest = digest.ok_or_else(|| StoreError::unexpected("a token without a digest"))?;
        let at = session.created_at;
        let until = at.saturating_add(self.rules.longest);
        let limit = self.rules.max_sessions.map(|most| SessionLimit {
            most,
            revoked_until: until,
        });
        let kept = self.store.begin(session, &digest, check.position, limit);
        let ended = match self.ask(kept).await? {
            BeginOutcome::Begun { ended } => ended,
            BeginOutcome::Refused => return Err(SessionError::AllEnded),
        };
        // Known in this process at once.
        for Session { key, .. } in &ended {
            let key = *key;
            self.known.set.insert(RevocationRecord { key, at, until });
        }
        Ok(ended)
    }

    /// Refuses credentials that begin no session, as those of a re-authentication, if all sessions of their user were ended
    /// since they were presented, with or without an exception.
    #[doc(hidden)]
    pub async fn refuse_ended(&self, subject: &str, check: LoginStart) -> Result<(), SessionError> {
        self.refuse_slow_check(check)?;
        let subject = self.key_of_subject(subject);
        let has_ended = self.store.has_ended_all(&subject, check.position);
        match self.ask(has_ended).await? {
            false => Ok(()),
            true => Err(SessionError::AllEnded),
        }
    }

    /// Refuses a check that took so long that the store may have forgotten revocations since its start.
    fn refuse_slow_check(&self, check: LoginStart) -> Result<(), SessionError> {
        if self.clock.now().saturating_sub(check.at) > LONGEST_CHECK {
            tracing::error!("the user backend took more than five minutes for a login");
            return Err(SessionError::Unavailable);
        }
        Ok(())
    }
}
