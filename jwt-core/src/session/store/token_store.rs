//! `TokenStore`: what a store of sessions must do.

use std::future::{Future, ready};
use std::time::Duration;

use super::error::StoreError;
use super::persistence::Persistence;
use crate::session::attempt::{Attempt, AttemptOutcome, CountedAttempt, KnownDevice};
use crate::session::record::{
    BeginOutcome, Position, RefreshTokenState, Revocation, RevocationPage, RevocationRecord,
    Rotation, RotationOutcome, Session, SessionLimit, SingleUseKey, TokenDigest,
};
use crate::session::revocation::RevokedSet;
use crate::token::RevocationKey;

/// Stores sessions, the digests of their refresh tokens, and revocations.
///
/// Each method is atomic: of any number of callers, in any number of processes, each sees either everything that another did
/// or nothing, and a call whose future is dropped has done either everything or nothing. The library calls each method with
/// a time limit, treats every error as "the store cannot be reached", and never retries by itself.
///
/// Services of different owners may share a store. The owner is a part of each digest and each key, so that a store need not
/// know of owners.
///
/// [`MemoryStore`](crate::session::MemoryStore) is an example. The feature `testing` has a suite of tests that every store
/// must pass: `jwt_guard::testing::store_tests!`.
pub trait TokenStore: Send + Sync + 'static {
    /// The position of the last revocation that any process had stored when this was called.
    ///
    /// It is read before credentials are checked, and given to [`begin`](Self::begin) once they were right. It must not be
    /// read from a replica that lags behind.
    ///
    /// # Errors
    ///
    /// If the store does not know, or cannot be reached.
    fn position(&self) -> impl Future<Output = Result<Position, StoreError>> + Send;

    /// Stores a new session and its first token, unless all sessions of its subject, with or without an exception, were
    /// ended after the position `began`: then the credentials that it began with may no longer be valid.
    ///
    /// A position that this store did not return, or returned before it lost data, counts as before every revocation. When
    /// the subject is revoked at the same time, either this returns [`Refused`](BeginOutcome::Refused), or the new session
    /// ends with the others. The order of the store decides, and no clock.
    ///
    /// If the subject then has more live sessions than the limit allows, those that were used least recently are revoked in
    /// the same step, [a few](SessionLimit::ENDED_AT_ONCE) at most. Simultaneous logins may leave too many, which end with
    /// the next login.
    ///
    /// # Errors
    ///
    /// If the session was not stored, or it is unknown whether it was.
    fn begin(
        &self,
        session: &Session,
        token: &TokenDigest,
        began: Position,
        limit: Option<SessionLimit>,
    ) -> impl Future<Output = Result<BeginOutcome, StoreError>> + Send;

    /// Whether [`begin`](Self::begin) would refuse a session of this subject whose login began at the position `after`.
    ///
    /// # Errors
    ///
    /// If the store does not know, or cannot be reached.
    fn has_ended_all(
        &self,
        subject: &RevocationKey,
        after: Position,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// The state of a refresh token at the time `now`, in seconds since the Unix epoch. Changes nothing.
    ///
    /// # Errors
    ///
    /// If the store does not know, or cannot be reached.
    fn find(
        &self,
        token: &TokenDigest,
        now: i64,
    ) -> impl Future<Output = Result<RefreshTokenState, StoreError>> + Send;

    /// Exchanges a refresh token for its successor: of all simultaneous calls with one token, exactly one returns
    /// [`RotationOutcome::Done`].
    ///
    /// In this order:
    ///
    /// 1. There is no such token: [`RotationOutcome::Unknown`].
    /// 2. Its session was revoked or has ended: [`RotationOutcome::Ended`].
    /// 3. It was not exchanged before: it is exchanged, `last_used_at`, `idle_expires_at` and `details` of the session are
    ///    set, and the result is [`RotationOutcome::Done`]. If the session was refreshed [too
    ///    often](crate::session::RefreshRate), nothing is changed, and the result is [`RotationOutcome::Limited`].
    /// 4. It was exchanged less than `grace` seconds ago: [`RotationOutcome::Again`] if its successor was not exchanged,
    ///    [`RotationOutcome::Superseded`] if it was.
    /// 5. It was exchanged earlier: the session is revoked, and the result is [`RotationOutcome::Reused`]. The revocation
    ///    must be committed although the request fails.
    ///
    /// Without a successor, a token is never marked as exchanged.
    ///
    /// # Errors
    ///
    /// If the token was not exchanged, or it is unknown whether it was.
    fn rotate(
        &self,
        rotation: &Rotation,
    ) -> impl Future<Output = Result<RotationOutcome, StoreError>> + Send;

    /// Revokes a token, a session or all sessions of a subject. For a [session](crate::session::RevocationTarget::Session),
    /// returns whether it was alive; otherwise `false`. What was revoked before stays revoked. A revocation that is stored
    /// again has a new position.
    ///
    /// For a [subject](crate::session::RevocationTarget::Subject), only a mark is stored, so that a million sessions take no
    /// longer than one. A session has the number of the last revocation that was stored when it began, and is alive only if
    /// its subject has no mark with a later number. The session that is excepted, unless it has ended before, is given the
    /// number of the mark in the same step. A [`purge`](Self::purge) removes the others.
    ///
    /// # Errors
    ///
    /// If nothing was revoked, or it is unknown whether it was.
    fn revoke(
        &self,
        revocation: &Revocation,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Whether a session ended when all sessions of its subject were ended. A session that the store does not have counts as
    /// one that did. If the sessions of the subject were never ended, or the store has forgotten that, the result is
    /// `false`.
    ///
    /// Used to check access tokens: [`revoked`](Self::revoked) returns the mark of a subject, but does not know which
    /// sessions began after it.
    ///
    /// # Errors
    ///
    /// If the store does not know, or cannot be reached.
    fn has_ended_with_all(
        &self,
        session: &RevocationKey,
        subject: &RevocationKey,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// The sessions of a subject that are alive at the time `now`, the most recently used first, 100 at most
    /// ([`Session::LISTED`]).
    ///
    /// # Errors
    ///
    /// If the store does not know, or cannot be reached.
    fn sessions(
        &self,
        subject: &RevocationKey,
        now: i64,
    ) -> impl Future<Output = Result<Vec<Session>, StoreError>> + Send;

    /// The session of this key, if it is alive at the time `now`.
    ///
    /// # Errors
    ///
    /// If the store does not know, or cannot be reached.
    fn session(
        &self,
        key: &RevocationKey,
        now: i64,
    ) -> impl Future<Output = Result<Option<Session>, StoreError>> + Send;

    /// The revocations of these keys.
    ///
    /// # Errors
    ///
    /// If the store does not know, or cannot be reached.
    fn revoked(
        &self,
        keys: &[RevocationKey],
    ) -> impl Future<Output = Result<Vec<RevocationRecord>, StoreError>> + Send;

    /// The revocations that were stored after a position, some hundreds at a time. A revocation that was stored when this
    /// was called is never left out; one that was read before may be returned again.
    ///
    /// # Errors
    ///
    /// If the store does not know, or cannot be reached.
    fn revocations(
        &self,
        after: Position,
    ) -> impl Future<Output = Result<RevocationPage, StoreError>> + Send;

    /// Counts an attempt to log in before its credentials are checked, or returns when it may be made.
    ///
    /// It is counted in all counters of [`Attempt::counters`], or in none of them, by the rules of [`CounterState`]. Of any
    /// number of simultaneous attempts, no more are counted than the limit of each counter allows.
    ///
    /// Counters may be lost when the store restarts.
    ///
    /// # Errors
    ///
    /// If the attempt was not counted, or it is unknown whether it was.
    ///
    /// [`CounterState`]: crate::session::CounterState
    fn count(
        &self,
        attempt: &Attempt,
    ) -> impl Future<Output = Result<AttemptOutcome, StoreError>> + Send;

    /// Removes an attempt from the counters in which it was [counted](Self::count), at the time `now`, in seconds since the
    /// Unix epoch: its credentials were right, or could not be checked. Each counter does so as [`CounterState::give_back`]
    /// does.
    ///
    /// The device of an attempt that succeeded is remembered until `success.until`, unless it is already remembered until
    /// less than [`KnownDevice::WRITTEN_EVERY`] before that. The store remembers [`KnownDevice::OF_ACCOUNT`] devices of an
    /// account; beyond that, the device with the earliest end is forgotten.
    ///
    /// An attempt must be given back at most once.
    ///
    /// # Errors
    ///
    /// If the attempt was not given back, or it is unknown whether it was.
    ///
    /// [`CounterState::give_back`]: crate::session::CounterState::give_back
    fn give_back(
        &self,
        counted: &CountedAttempt,
        now: i64,
        success: Option<&KnownDevice>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Uses a key once: of any number of calls with one key, exactly one returns `true`, until the time `until`. Both times are
    /// in seconds since the Unix epoch; `now` is the present.
    ///
    /// From the time `until` on, the key is as if it had never been used. The caller chooses a time at which what the key names
    /// is no longer valid anyway, by any clock. If `until` is not later than `now`, the result is `false`, and nothing is
    /// stored: what is no longer valid cannot be used.
    ///
    /// A use is as durable as a revocation, and has nothing in common with one: a key with the same bytes may be revoked. A use
    /// with a time that is too late, as by a wrong clock, concerns no other key.
    ///
    /// # Errors
    ///
    /// If the key was not used, or it is unknown whether it was: then a later call may return `false` although none returned
    /// `true`.
    fn use_once(
        &self,
        key: &SingleUseKey,
        until: i64,
        now: i64,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Waits until any process may have revoked something. It may also wait for ever, as the default does: revocations are
    /// read at least twice within `revocation_staleness` in any case.
    fn changed(&self) -> impl Future<Output = ()> + Send {
        std::future::pending()
    }

    /// Removes what no result depends on any more at the time `now`: sessions that were revoked, or have ended and need not
    /// be [remembered](Session::remembered_for), with their tokens; revocations that need not be remembered; sealed
    /// successors older than `grace` seconds; counters of attempts whose window is empty and that are not blocked; devices that
    /// need not be remembered; and used keys whose time `until` has come. The mark of a subject stays while a session that it has ended is stored. Each
    /// call removes only as much as takes no longer than a usual request, and returns whether anything is left to remove.
    ///
    /// # Errors
    ///
    /// If nothing was removed; the library tries again later.
    fn purge(&self, now: i64, grace: i64) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// The time of the clock that all processes share, since the Unix epoch, if the store has one.
    ///
    /// All times that a store is given are of this clock, so that it does not matter by how much the clocks of processes
    /// differ. `None`, the default, makes each process use its own clock: right for a store that no other process shares.
    ///
    /// # Errors
    ///
    /// If the store does not know, or cannot be reached.
    fn time(&self) -> impl Future<Output = Result<Option<Duration>, StoreError>> + Send {
        ready(Ok(None))
    }

    /// Whether the store keeps what it has confirmed, as far as it can tell; reported by `Auth::ready`.
    ///
    /// # Errors
    ///
    /// If the store cannot be reached.
    fn persistence(&self) -> impl Future<Output = Result<Persistence, StoreError>> + Send {
        ready(Ok(Persistence::default()))
    }

    /// All revocations, if they are in the memory of this process.
    #[doc(hidden)]
    fn in_memory(&self) -> Option<RevokedSet> {
        None
    }
}
