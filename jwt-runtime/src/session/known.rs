//! What this process knows of revocations, and whether that is all there is to know.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

use super::revoked_set::RevokedSet;
use super::{RevocationKey, Revoked};

/// What a revocation of one token would be about.
pub(crate) struct RevocationKeys {
    pub(crate) token: Option<RevocationKey>,
    pub(crate) session: Option<RevocationKey>,
    pub(crate) subject: RevocationKey,
    /// When the token was issued.
    issued_at: Option<i64>,
    /// The version of the set in which none of them was found.
    good_at: AtomicU64,
}

impl RevocationKeys {
    pub(crate) const fn new(
        token: Option<RevocationKey>,
        session: Option<RevocationKey>,
        subject: RevocationKey,
        issued_at: Option<i64>,
    ) -> Self {
        Self {
            token,
            session,
            subject,
            issued_at,
            good_at: AtomicU64::new(0),
        }
    }

    /// Whether the token is revoked by what is in a set. While that does not change, it is looked up once: a token comes
    /// more often than a revocation, and in a large set each look-up waits for the memory.
    pub(super) fn are_in(&self, set: &RevokedSet, tolerance: i64) -> bool {
        // Before anything is looked up, so that what comes in between is looked up next time.
        let version = set.version();
        if self.good_at.load(Ordering::Relaxed) == version {
            return false;
        }
        let are_in = self.are_revoked(|key| set.get(key), tolerance);
        if !are_in {
            self.good_at.store(version, Ordering::Relaxed);
        }
        are_in
    }

    /// Whether the token is revoked, as far as `look_up` knows.
    ///
    /// A token of no session is revoked by the mark of its subject unless it was surely issued after it: `tolerance` is by
    /// how many seconds the clock that it was issued by may have been ahead of the store's, whose time the mark has.
    pub(super) fn are_revoked(
        &self,
        look_up: impl Fn(&RevocationKey) -> Option<Revoked>,
        tolerance: i64,
    ) -> bool {
        let is_revoked = |key: &Option<RevocationKey>| key.as_ref().and_then(&look_up).is_some();
        is_revoked(&self.token)
            || is_revoked(&self.session)
            || self.by_subject().and_then(look_up).is_some_and(|mark| {
                let until = mark.at.saturating_add(tolerance);
                self.issued_at.is_none_or(|issued_at| issued_at <= until)
            })
    }

    /// The key by which all tokens of a subject are revoked. A token of a session is not among them: each session that
    /// the store remembers is revoked by a key of its own, and one that begins afterwards lives, whichever clock its
    /// token was issued by.
    fn by_subject(&self) -> Option<&RevocationKey> {
        self.session.is_none().then_some(&self.subject)
    }

    /// Everything that is looked up.
    pub(super) fn all(&self) -> Vec<RevocationKey> {
        let all = [self.token, self.session, self.by_subject().copied()];
        all.into_iter().flatten().collect()
    }
}

/// The revocations that were read, and when.
pub(super) struct Known {
    pub(super) set: RevokedSet,
    reading: Option<Reading>,
}

struct Reading {
    start: Instant,
    /// When the last reading began that is complete, in milliseconds since the start, and one more; 0 if there is none.
    read_at: AtomicU64,
    /// A reading that began no later than this says too little: this process has revoked something since. Counted likewise.
    outdated_at: AtomicU64,
    staleness: Duration,
    again: Notify,
}

impl Reading {
    fn count(&self, at: Instant) -> u64 {
        let since = at.saturating_duration_since(self.start).as_millis();
        u64::try_from(since).unwrap_or(u64::MAX).saturating_add(1)
    }
}

impl Known {
    /// Everything: the store is in this process.
    pub(super) fn all(set: RevokedSet) -> Self {
        Self { set, reading: None }
    }

    /// Nothing yet of a store elsewhere.
    pub(super) fn nothing(staleness: Duration) -> Self {
        Self {
            set: RevokedSet::new(),
            reading: Some(Reading {
                start: Instant::now(),
                read_at: AtomicU64::new(0),
                outdated_at: AtomicU64::new(0),
                staleness,
                again: Notify::new(),
            }),
        }
    }

    /// Whether nothing was revoked that is not known, but for what may be unknown for a while.
    pub(super) fn is_current(&self) -> bool {
        let Some(reading) = &self.reading else {
            return true;
        };
        let read_at = reading.read_at.load(Ordering::Acquire);
        read_at > reading.outdated_at.load(Ordering::Acquire)
            && self.age().is_some_and(|age| age <= reading.staleness)
    }

    /// How old the knowledge is; `None` if there is none.
    pub(super) fn age(&self) -> Option<Duration> {
        let Some(reading) = &self.reading else {
            return Some(Duration::ZERO);
        };
        let read_at = reading.read_at.load(Ordering::Acquire).checked_sub(1)?;
        Some(
            reading
                .start
                .elapsed()
                .saturating_sub(Duration::from_millis(read_at)),
        )
    }

    /// How old the knowledge is; if there is none, for how long it has been awaited.
    #[cfg(feature = "metrics")]
    pub(super) fn age_or_life(&self) -> Duration {
        let life = || self.reading.as_ref().map(|reading| reading.start.elapsed());
        self.age().or_else(life).unwrap_or_default()
    }

    /// Everything was read that was stored when the reading began.
    pub(super) fn was_read(&self, began: Instant) {
        if let Some(reading) = &self.reading {
            reading
                .read_at
                .fetch_max(reading.count(began), Ordering::AcqRel);
        }
    }

    /// This process has revoked something of which it does not know the keys: they must be read.
    pub(super) fn is_outdated(&self) {
        if let Some(reading) = &self.reading {
            reading
                .outdated_at
                .fetch_max(reading.count(Instant::now()), Ordering::AcqRel);
            reading.again.notify_one();
        }
    }

    /// Waits until something must be read at once.
    pub(super) async fn outdated(&self) {
        match &self.reading {
            Some(reading) => reading.again.notified().await,
            None => std::future::pending().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::SessionOwner;
    use super::*;

    const LEEWAY: i64 = 10;

    fn owner() -> SessionOwner {
        SessionOwner::named("shop")
    }

    #[test]
    fn knowledge_grows_old() {
        let known = Known::nothing(Duration::from_secs(1));
        assert!(!known.is_current(), "nothing was read yet");
        known.was_read(Instant::now());
        assert!(known.is_current());
        let old = Known::nothing(Duration::ZERO);
        old.was_read(Instant::now());
        std::thread::sleep(Duration::from_millis(5));
        assert!(!old.is_current());
    }

    #[test]
    fn what_this_process_has_revoked_is_known_when_it_was_read_again() {
        let known = Known::nothing(Duration::from_secs(60));
        let before = Instant::now();
        known.is_outdated();
        known.was_read(before);
        assert!(!known.is_current());
        known.was_read(Instant::now() + Duration::from_millis(2));
        assert!(known.is_current());
    }

    #[test]
    fn a_mark_concerns_tokens_of_no_session_that_are_no_younger() {
        let subject = RevocationKey::of_subject(&owner(), None, "1");
        let session = RevocationKey::of_session(&owner(), None, "a");
        for (in_session, issued_at, is_revoked) in [
            (false, Some(9), true),
            (false, Some(10), true),
            // Perhaps by a clock that is ahead.
            (false, Some(10 + LEEWAY), true),
            (false, Some(11 + LEEWAY), false),
            (false, None, true),
            // Its session has a revocation of its own, unless it began afterwards: by whichever clock.
            (true, Some(9), false),
            (true, Some(10), false),
            (true, None, false),
        ] {
            let set = RevokedSet::new();
            set.insert(Revoked {
                key: subject,
                at: 10,
                until: 20,
            });
            let session = in_session.then_some(session);
            let keys = RevocationKeys::new(None, session, subject, issued_at);
            assert_eq!(
                keys.are_in(&set, LEEWAY),
                is_revoked,
                "{in_session} {issued_at:?}"
            );
            // A store is asked for all that this depends on.
            let asked = keys.all();
            let look_up = |key: &_| set.get(key).filter(|_| asked.contains(key));
            assert_eq!(keys.are_revoked(look_up, LEEWAY), is_revoked);
        }
    }

    #[test]
    fn a_token_that_was_good_is_revoked_by_what_comes_later() {
        let session = RevocationKey::of_session(&owner(), None, "a");
        let subject = RevocationKey::of_subject(&owner(), None, "1");
        let revoked = |key, at| Revoked { key, at, until: 90 };
        let sets = [RevokedSet::new(), RevokedSet::new()];
        let [set, other] = &sets;
        let keys = RevocationKeys::new(None, Some(session), subject, Some(10));
        for set in &sets {
            set.insert(revoked(RevocationKey::of_session(&owner(), None, "b"), 5));
        }
        // What is good in one set says nothing of another that has changed as often.
        other.insert(revoked(session, 5));
        set.insert(revoked(RevocationKey::of_session(&owner(), None, "c"), 5));
        for _ in 0..2 {
            assert!(!keys.are_in(set, 0));
            assert!(keys.are_in(other, 0));
            assert!(keys.are_in(other, 0), "it stays revoked");
        }
        set.insert(revoked(session, 5));
        assert!(keys.are_in(set, 0));
        // A mark that concerned older tokens may come to concern this one.
        let keys = RevocationKeys::new(None, None, subject, Some(10));
        set.insert(revoked(subject, 9));
        assert!(!keys.are_in(set, 0));
        set.insert(revoked(subject, 10));
        assert!(keys.are_in(set, 0));
    }
}
