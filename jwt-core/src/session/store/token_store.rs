//! `TokenStore`: where sessions are kept.

use std::future::{Future, ready};
use std::time::Duration;

use super::error::StoreError;
use super::persistence::Persistence;
use crate::session::attempt::{Attempt, AttemptOutcome, CountedAttempt, KnownDevice};
use crate::session::record::{
    BeginOutcome, Position, RefreshTokenState, Revocation, RevocationPage, RevocationRecord,
    Rotation, RotationOutcome, Session, SessionLimit, TokenDigest,
};
use crate::session::revocation::RevokedSet;
use crate::token::RevocationKey;

/// Keeps sessions, the digests of their refresh tokens, and what was revoked.
///
/// Each method is one atomic step: of any number of callers, in any number of processes, each sees either all of what
/// another did or nothing; and one whose future is dropped has done either all of it or nothing. The library calls each
/// with a time limit, takes every error for "the store is out of reach", and never asks again by itself.
///
/// Services of different owners may share a store: the owner is a part of each digest and each key that a store is asked
/// for, so that it need not know of any.
///
/// [`MemoryStore`](crate::session::MemoryStore) shows how short it can be. The feature `testing` has a suite of tests for any
/// store: `jwt_guard::testing::store_tests!`.
pub trait TokenStore: Send + Sync + 'static {
    /// The position of the last revocation that was stored when this was called, by any process.
    ///
    /// It is asked for before credentials are checked, and given to [`begin`](Self::begin) when they were right. A copy
    /// that lags behind must not answer.
    ///
    /// # Errors
    ///
    /// If it cannot be found out.
    fn position(&self) -> impl Future<Output = Result<Position, StoreError>> + Send;

    /// Keeps a new session and its first token, unless all sessions of its subject, perhaps but one, were ended after the
    /// position `began`: then the credentials that it began with may be good no more.
    ///
    /// A position that this store did not give, or gave before it lost something, is before every revocation. Of this and
    /// of a revocation of the subject at the same time, one is first: either the answer is
    /// [`Refused`](BeginOutcome::Refused), or this session is one of those that end. No clock decides which.
    ///
    /// If the subject then has more sessions that are alive than the limit allows, those beyond the new one and the others that
    /// were used last are revoked in the same step, [a few](SessionLimit::ENDED_AT_ONCE) at most. Logins at the same time may
    /// leave some too many, which end with the next login.
    ///
    /// # Errors
    ///
    /// If it could not be kept, or it is not known whether it was.
    fn begin(
        &self,
        session: &Session,
        token: &TokenDigest,
        began: Position,
        limit: Option<SessionLimit>,
    ) -> impl Future<Output = Result<BeginOutcome, StoreError>> + Send;

    /// Whether [`begin`](Self::begin) would refuse a session of this subject whose login began at a position.
    ///
    /// # Errors
    ///
    /// If it cannot be found out.
    fn has_ended_all(
        &self,
        subject: &RevocationKey,
        after: Position,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// What is known of a refresh token at the time `now`, in seconds since the Unix epoch. Changes nothing.
    ///
    /// # Errors
    ///
    /// If it cannot be found out.
    fn find(
        &self,
        token: &TokenDigest,
        now: i64,
    ) -> impl Future<Output = Result<RefreshTokenState, StoreError>> + Send;

    /// Exchanges a refresh token for its successor: of all who present one token, exactly one gets [`RotationOutcome::Done`].
    ///
    /// In this order:
    ///
    /// 1. no such token: [`RotationOutcome::Unknown`];
    /// 2. its session was revoked or is over: [`RotationOutcome::Ended`];
    /// 3. it was not exchanged before: it is now, `last_used_at`, `idle_expires_at` and `details` of the session are set,
    ///    and the answer is [`RotationOutcome::Done`]; unless the session was refreshed [too often](crate::session::RefreshRate), then nothing
    ///    is changed, and the answer is [`RotationOutcome::Limited`];
    /// 4. it was exchanged, and less than `grace` seconds ago: [`RotationOutcome::Again`] if its successor was not exchanged,
    ///    [`RotationOutcome::Superseded`] if it was;
    /// 5. it was exchanged before that: the session is revoked, which is kept although the caller will answer with an
    ///    error, and the answer is [`RotationOutcome::Reused`].
    ///
    /// Without a successor to exchange it for, a token is never marked as exchanged.
    ///
    /// # Errors
    ///
    /// If it was not exchanged, or it is not known whether it was.
    fn rotate(
        &self,
        rotation: &Rotation,
    ) -> impl Future<Output = Result<RotationOutcome, StoreError>> + Send;

    /// Revokes, and says whether that ended a session that was alive, if it was [one](crate::session::RevocationTarget::Session) that was to end.
    /// What is revoked already stays revoked. A revocation that is stored once more has a new position.
    ///
    /// Of a [subject](crate::session::RevocationTarget::Subject), a mark is stored, and nothing is done for each session, so that it takes as long
    /// for a million of them as for one. A session keeps the number of the last revocation that was stored when it began, and
    /// is alive only if its subject has no mark with a later number. The session that goes on, unless it has ended before, is
    /// given the number of the mark in the same step. A [`purge`](Self::purge) removes the others.
    ///
    /// # Errors
    ///
    /// If it was not revoked, or it is not known whether it was.
    fn revoke(
        &self,
        revocation: &Revocation,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// Whether a session ended when all sessions of its subject were ended. One that the store does not have is taken for one
    /// that did, if they were ended; if they never were, or that is forgotten, none did.
    ///
    /// It is asked about access tokens: [`revoked`](Self::revoked) knows the mark of a subject, but not which sessions have
    /// begun since.
    ///
    /// # Errors
    ///
    /// If it cannot be found out.
    fn has_ended_with_all(
        &self,
        session: &RevocationKey,
        subject: &RevocationKey,
    ) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// The sessions of a subject that are alive at the time `now`, those that were used last first, and of these the first
    /// [hundred](Session::LISTED).
    ///
    /// # Errors
    ///
    /// If they cannot be found out.
    fn sessions(
        &self,
        subject: &RevocationKey,
        now: i64,
    ) -> impl Future<Output = Result<Vec<Session>, StoreError>> + Send;

    /// The session of this key, if it is alive at the time `now`.
    ///
    /// # Errors
    ///
    /// If it cannot be found out.
    fn session(
        &self,
        key: &RevocationKey,
        now: i64,
    ) -> impl Future<Output = Result<Option<Session>, StoreError>> + Send;

    /// Those of some keys that are revoked.
    ///
    /// # Errors
    ///
    /// If it cannot be found out.
    fn revoked(
        &self,
        keys: &[RevocationKey],
    ) -> impl Future<Output = Result<Vec<RevocationRecord>, StoreError>> + Send;

    /// What was revoked after a position, some hundreds at a time. A revocation that was stored when this was called is
    /// never left out; one that was read before may come again.
    ///
    /// # Errors
    ///
    /// If it cannot be found out.
    fn revocations(
        &self,
        after: Position,
    ) -> impl Future<Output = Result<RevocationPage, StoreError>> + Send;

    /// Counts an attempt to log in before its credentials are checked, or says when it may be made.
    ///
    /// It is counted in all counters of [`Attempt::counters`], or in none of them. Each counts as [`CounterState`] does. Of
    /// any number of attempts at the same time, no more are counted than the limit of each counter allows.
    ///
    /// Counters need not outlive a restart of the store.
    ///
    /// # Errors
    ///
    /// If it was not counted, or it is not known whether it was.
    ///
    /// [`CounterState`]: crate::session::CounterState
    fn count(
        &self,
        attempt: &Attempt,
    ) -> impl Future<Output = Result<AttemptOutcome, StoreError>> + Send;

    /// Takes an attempt back from the counters in which it was [counted](Self::count), at the time `now`, in seconds since
    /// the Unix epoch: its credentials were right, or could not be checked. Each does so as [`CounterState::give_back`].
    ///
    /// Of an attempt that succeeded, the device is remembered until the time that it says, unless it is remembered until
    /// less than [`KnownDevice::WRITTEN_EVERY`] before that already. Of an account, the store remembers
    /// [`KnownDevice::OF_ACCOUNT`] devices; of more, the one that is remembered the least long is forgotten.
    ///
    /// An attempt must be given back once at most.
    ///
    /// # Errors
    ///
    /// If it was not given back, or it is not known whether it was.
    ///
    /// [`CounterState::give_back`]: crate::session::CounterState::give_back
    fn give_back(
        &self,
        counted: &CountedAttempt,
        now: i64,
        success: Option<&KnownDevice>,
    ) -> impl Future<Output = Result<(), StoreError>> + Send;

    /// Waits until something may have been revoked, by whomever. It need not: revocations are also read at least twice
    /// in the time of `revocation_staleness`.
    fn changed(&self) -> impl Future<Output = ()> + Send {
        std::future::pending()
    }

    /// Removes what no answer depends on any more at the time `now`: sessions that were revoked, or are over and need not be
    /// [remembered](Session::remembered_for), with their tokens, revocations that need not be remembered, sealed
    /// successors older than `grace` seconds, counters of attempts whose window is empty and that are not blocked, and
    /// devices that need not be remembered. The mark of a subject stays for as long as a session is there that it has ended.
    /// Removes as much as takes no longer than a usual request, and says whether anything is left to remove.
    ///
    /// # Errors
    ///
    /// If it failed; it is tried again later.
    fn purge(&self, now: i64, grace: i64) -> impl Future<Output = Result<bool, StoreError>> + Send;

    /// The time by the clock of the store, since the Unix epoch, if it has one: one that all processes share.
    ///
    /// All times that a store is given are of this clock: those of sessions, of their exchanges and revocations, and of
    /// purges. So it does not matter by how much the clocks of the processes differ. `None`, which this gives unless it is
    /// written, says that each process goes by its own: right for a store that no other process shares.
    ///
    /// # Errors
    ///
    /// If it cannot be found out.
    fn time(&self) -> impl Future<Output = Result<Option<Duration>, StoreError>> + Send {
        ready(Ok(None))
    }

    /// Whether what the store has confirmed stays so, as far as the store can tell. For
    /// `Auth::ready`.
    ///
    /// # Errors
    ///
    /// If the store cannot be asked.
    fn persistence(&self) -> impl Future<Output = Result<Persistence, StoreError>> + Send {
        ready(Ok(Persistence::default()))
    }

    /// What was revoked, if it is all in the memory of this process.
    #[doc(hidden)]
    fn in_memory(&self) -> Option<RevokedSet> {
        None
    }
}
