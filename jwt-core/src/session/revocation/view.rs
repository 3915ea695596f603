//! `RevocationView`: what this process knows of revocations, and whether that is recent enough.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::revoked_set::RevokedSet;
use super::status::RevocationStatus;
use super::surviving_sessions::SurvivingSessions;
use crate::session::record::RevocationRecord;
use crate::token::{RevocationKey, RevocationKeys};

/// The revocations that this process has read, and when it read them.
pub(crate) struct RevocationView {
    pub(crate) set: RevokedSet,
    pub(crate) outlived: SurvivingSessions,
    reading: Option<ReadTime>,
}

struct ReadTime {
    start: Instant,
    /// When the last complete read began, in milliseconds since `start`, plus one; 0 if there was none.
    read_at: AtomicU64,
    staleness: Duration,
}

impl ReadTime {
    fn count(&self, at: Instant) -> u64 {
        let since = at.saturating_duration_since(self.start).as_millis();
        u64::try_from(since).unwrap_or(u64::MAX).saturating_add(1)
    }
}

/// Whether a token is revoked, by the revocations that `look_up` finds. For a token of a session, the [mark] of its subject
/// is not considered.
///
/// A token of no session is revoked by the mark of its subject unless it was surely issued after the mark. `tolerance` is by
/// how many seconds the clock that issued it may be ahead of the store's clock, which dated the mark.
pub(crate) fn are_revoked(
    keys: &RevocationKeys,
    look_up: impl Fn(&RevocationKey) -> Option<RevocationRecord>,
    tolerance: i64,
) -> bool {
    let is_revoked = |key: &Option<RevocationKey>| key.as_ref().and_then(&look_up).is_some();
    is_revoked(&keys.token)
        || is_revoked(&keys.session)
        || keys.session.is_none()
            && look_up(&keys.subject).is_some_and(|mark| {
                let until = mark.at.saturating_add(tolerance);
                keys.issued_at.is_none_or(|issued_at| issued_at <= until)
            })
}

/// The session of a token and the mark of its subject, if both exist. Only the store knows whether the session ended with
/// the mark, since it numbers both: a session that began after the mark is alive, whatever clock issued its token.
pub(crate) fn mark(
    keys: &RevocationKeys,
    look_up: impl Fn(&RevocationKey) -> Option<RevocationRecord>,
) -> Option<(&RevocationKey, RevocationRecord)> {
    keys.session.as_ref().zip(look_up(&keys.subject))
}

impl RevocationView {
    /// Whether a token is revoked. The result is remembered until the next revocation, since in a large set each look-up
    /// waits for memory.
    #[inline]
    pub(crate) fn revocation_status(
        &self,
        keys: &RevocationKeys,
        tolerance: i64,
    ) -> RevocationStatus {
        let set = &self.set;
        // Read before the look-up, so that a revocation in between is found next time.
        let version = set.version();
        if keys.good_at.load(Ordering::Relaxed) == version {
            return RevocationStatus::NotRevoked;
        }
        if are_revoked(keys, |key| set.get(key), tolerance) {
            return RevocationStatus::Revoked;
        }
        if let Some(session) = &keys.session
            && let Some(mark) = set.change(&keys.subject)
            && !self.outlived.contains(session, mark)
        {
            return RevocationStatus::Unknown;
        }
        keys.good_at.store(version, Ordering::Relaxed);
        RevocationStatus::NotRevoked
    }

    /// The view of a store in this process, which is always complete.
    pub(crate) fn all(set: RevokedSet) -> Self {
        Self {
            set,
            outlived: SurvivingSessions::default(),
            reading: None,
        }
    }

    /// An empty view of a store that other processes share.
    pub(crate) fn nothing(staleness: Duration) -> Self {
        Self {
            set: RevokedSet::new(),
            outlived: SurvivingSessions::default(),
            reading: Some(ReadTime {
                start: Instant::now(),
                read_at: AtomicU64::new(0),
                staleness,
            }),
        }
    }

    /// Whether the view is no older than the allowed staleness.
    pub(crate) fn is_current(&self) -> bool {
        let Some(reading) = &self.reading else {
            return true;
        };
        self.age().is_some_and(|age| age <= reading.staleness)
    }

    /// The age of the view; `None` if nothing was read yet.
    pub(crate) fn age(&self) -> Option<Duration> {
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

    /// The age of the view; if nothing was read yet, the time since the start.
    #[cfg(feature = "metrics")]
    pub(crate) fn age_or_uptime(&self) -> Duration {
        let life = || self.reading.as_ref().map(|reading| reading.start.elapsed());
        self.age().or_else(life).unwrap_or_default()
    }

    /// Records that everything was read that was stored at the time `began`.
    pub(crate) fn was_read(&self, began: Instant) {
        if let Some(reading) = &self.reading {
            reading
                .read_at
                .fetch_max(reading.count(began), Ordering::AcqRel);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::SessionOwner;

    const LEEWAY: i64 = 10;

    fn owner() -> SessionOwner {
        SessionOwner::named("shop")
    }

    #[test]
    fn knowledge_grows_old() {
        let known = RevocationView::nothing(Duration::from_secs(1));
        assert!(!known.is_current(), "nothing was read yet");
        known.was_read(Instant::now());
        assert!(known.is_current());
        let old = RevocationView::nothing(Duration::ZERO);
        old.was_read(Instant::now());
        std::thread::sleep(Duration::from_millis(5));
        assert!(!old.is_current());
    }

    #[test]
    fn a_mark_concerns_tokens_of_no_session_that_are_no_younger() {
        let subject = RevocationKey::of_subject(&owner(), None, "1");
        for (issued_at, expected) in [
            (Some(9), RevocationStatus::Revoked),
            (Some(10), RevocationStatus::Revoked),
            // Possibly issued by a clock that is ahead.
            (Some(10 + LEEWAY), RevocationStatus::Revoked),
            (Some(11 + LEEWAY), RevocationStatus::NotRevoked),
            (None, RevocationStatus::Revoked),
        ] {
            let known = RevocationView::all(RevokedSet::new());
            known.set.insert(revoked(subject, 10));
            let keys = RevocationKeys::new(None, None, subject, issued_at);
            assert_eq!(
                known.revocation_status(&keys, LEEWAY),
                expected,
                "{issued_at:?}"
            );
            // The store is asked for all keys that the result depends on.
            let asked = keys.all();
            let look_up = |key: &_| known.set.get(key).filter(|_| asked.contains(key));
            let is_revoked = are_revoked(&keys, look_up, LEEWAY);
            assert_eq!(is_revoked, expected == RevocationStatus::Revoked);
        }
    }

    #[test]
    fn the_store_is_asked_about_a_session_once_for_each_mark_of_its_subject() {
        let subject = RevocationKey::of_subject(&owner(), None, "1");
        let [session, other] = ["a", "b"].map(|id| RevocationKey::of_session(&owner(), None, id));
        let known = RevocationView::all(RevokedSet::new());
        // Whatever clock issued the token.
        for issued_at in [Some(9), Some(11), None] {
            let keys = |session| RevocationKeys::new(None, Some(session), subject, issued_at);
            let of_both = [keys(session), keys(other)];
            // The second mark is of the same second.
            for _ in 0..2 {
                known.set.insert(revoked(subject, 10));
                let standing = || {
                    of_both
                        .each_ref()
                        .map(|keys| known.revocation_status(keys, 0))
                };
                assert_eq!(standing(), [RevocationStatus::Unknown; 2]);
                let change = known.set.change(&subject).unwrap();
                known.outlived.insert(session, change, 90);
                assert_eq!(
                    standing(),
                    [RevocationStatus::NotRevoked, RevocationStatus::Unknown]
                );
                // For each token, and as long as the mark is remembered.
                known.outlived.purge(89);
                let another = keys(session);
                assert_eq!(
                    known.revocation_status(&another, 0),
                    RevocationStatus::NotRevoked
                );
                let asked = another.all();
                let look_up = |key: &_| known.set.get(key).filter(|_| asked.contains(key));
                assert!(!are_revoked(&another, look_up, 0));
                assert_eq!(mark(&another, look_up).unwrap().0, &session);
            }
            known.outlived.purge(90);
            assert_eq!(
                known.revocation_status(&keys(session), 0),
                RevocationStatus::Unknown
            );
        }
    }

    fn revoked(key: RevocationKey, at: i64) -> RevocationRecord {
        RevocationRecord { key, at, until: 90 }
    }

    #[test]
    fn a_token_that_was_good_is_revoked_by_what_comes_later() {
        let [session, b, c] =
            ["a", "b", "c"].map(|id| RevocationKey::of_session(&owner(), None, id));
        let subject = RevocationKey::of_subject(&owner(), None, "1");
        let both = [RevokedSet::new(), RevokedSet::new()].map(RevocationView::all);
        let [known, other] = &both;
        let keys = RevocationKeys::new(None, Some(session), subject, Some(10));
        for known in &both {
            known.set.insert(revoked(b, 5));
        }
        // A token that is not revoked in one set may be revoked in another with as many changes.
        other.set.insert(revoked(session, 5));
        known.set.insert(revoked(c, 5));
        for _ in 0..2 {
            assert_eq!(
                known.revocation_status(&keys, 0),
                RevocationStatus::NotRevoked
            );
            assert_eq!(other.revocation_status(&keys, 0), RevocationStatus::Revoked);
            assert_eq!(
                other.revocation_status(&keys, 0),
                RevocationStatus::Revoked,
                "it stays revoked"
            );
        }
        known.set.insert(revoked(session, 5));
        assert_eq!(known.revocation_status(&keys, 0), RevocationStatus::Revoked);
        // A mark that affected older tokens may now affect this one.
        let keys = RevocationKeys::new(None, None, subject, Some(10));
        known.set.insert(revoked(subject, 9));
        assert_eq!(
            known.revocation_status(&keys, 0),
            RevocationStatus::NotRevoked
        );
        known.set.insert(revoked(subject, 10));
        assert_eq!(known.revocation_status(&keys, 0), RevocationStatus::Revoked);
    }
}
