//! `Replication`: copies the revocations of a durable store to a fast one.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, timeout};

use crate::session::record::{Position, Revocation, RevocationRecord, RevocationTarget};
use crate::session::store::{StoreError, TokenStore};
use crate::token::{RevocationKey, SessionOwner, random_id};

/// The time limit of the fast store.
const PATIENCE: Duration = Duration::from_millis(250);

/// The time limit of the durable store for a page of revocations; generous, since the copy cannot be made without it.
const LIMIT: Duration = Duration::from_secs(10);

/// For how long the fast store is not used after it failed.
const REST: Duration = Duration::from_secs(1);

pub(super) struct Replication<F, D> {
    pub(super) fast: F,
    pub(super) durable: D,
    made: Mutex<ReplicationProgress>,
    is_being_made: AtomicBool,
}

/// How far the revocations have been copied.
#[derive(Default)]
struct ReplicationProgress {
    position: Position,
    /// The mark that was written to the fast store after the last copied revocations; `None` while there was nothing to
    /// copy.
    mark: Option<RevocationRecord>,
    /// When the last complete copy began: it has all revocations from before.
    read_at: Option<Instant>,
    /// When this process last revoked something.
    revoked_at: Option<Instant>,
    failed_at: Option<Instant>,
    /// How often copying started from the beginning.
    starts: u64,
    /// How many marks were written, and the name that distinguishes them from those of other processes.
    marks: i64,
    name: Option<String>,
}

impl<F: TokenStore, D: TokenStore> Replication<F, D> {
    pub(super) fn new(fast: F, durable: D) -> Self {
        Self {
            fast,
            durable,
            made: Mutex::default(),
            is_being_made: AtomicBool::new(false),
        }
    }

    /// The revocations of these keys, if the copy is recent enough.
    pub(super) async fn revoked(
        &self,
        keys: &[RevocationKey],
        staleness: Duration,
    ) -> Option<Vec<RevocationRecord>> {
        let mark = {
            let made = self.made();
            if !made.is_fresh(staleness) {
                return None;
            }
            // There were no revocations to copy.
            let Some(mark) = made.mark else {
                return Some(Vec::new());
            };
            mark
        };
        let asked: Vec<_> = keys.iter().copied().chain([mark.key]).collect();
        let mut answer = self.within_patience(self.fast.revoked(&asked)).await?;
        if !covers(&answer, &mark) {
            // The fast store has lost the mark, and perhaps revocations.
            self.made().start_over();
            return None;
        }
        answer.retain(|one| one.key != mark.key);
        Some(answer)
    }

    /// Marks the copy as outdated, since this process has revoked something.
    pub(super) fn mark_outdated(&self) {
        self.made().revoked_at = Some(Instant::now());
    }

    /// Copies new revocations in the background, unless that is under way.
    pub(super) fn renew(this: &Arc<Self>) {
        if this.made().is_resting() || this.is_being_made.swap(true, Ordering::AcqRel) {
            return;
        }
        let this = Arc::clone(this);
        tokio::spawn(async move {
            let done = Done(&this.is_being_made);
            this.make().await;
            drop(done);
        });
    }

    pub(super) async fn purge(&self, now: i64, grace: i64) -> bool {
        if self.made().is_resting() {
            return false;
        }
        let purged = self.within_patience(self.fast.purge(now, grace)).await;
        purged.unwrap_or(false)
    }

    /// Copies page by page. A failure ends it; the next attempt continues from the last page.
    async fn make(&self) -> Option<()> {
        let read_at = Instant::now();
        loop {
            let (starts, position, mark) = {
                let made = self.made();
                (made.starts, made.position, made.mark)
            };
            let page = timeout(LIMIT, self.durable.revocations(position)).await;
            let page = page.ok()?.ok()?;
            let mark = self.append(&page.revoked, mark).await?;
            let mut made = self.made();
            if made.starts != starts {
                return None;
            }
            made.position = page.position;
            made.mark = mark;
            if !page.has_more {
                made.read_at = Some(read_at);
                return Some(());
            }
        }
    }

    /// Copies a page of revocations; returns the mark that was written after it.
    async fn append(
        &self,
        page: &[RevocationRecord],
        before: Option<RevocationRecord>,
    ) -> Option<Option<RevocationRecord>> {
        let keys = |of: &[RevocationRecord]| of.iter().map(|one| one.key).collect::<Vec<_>>();
        if page.is_empty() {
            return Some(before);
        }
        let there = self.within_patience(self.fast.revoked(&keys(page))).await?;
        // Another process may have copied some of them.
        let mut missing = page.to_vec();
        missing.retain(|one| !covers(&there, one));
        for one in missing {
            self.put(one).await?;
        }
        let mut expected = page.to_vec();
        expected.extend(before);
        let mark = self.made().mark_behind(&expected)?;
        self.put(mark).await?;
        // A store that loses its last writes loses the mark first, so that the mark proves what was written before it. Read
        // back, in case it lost something while this was written.
        expected.push(mark);
        let there = self
            .within_patience(self.fast.revoked(&keys(&expected)))
            .await?;
        if !expected.iter().all(|one| covers(&there, one)) {
            self.made().start_over();
            return None;
        }
        Some(Some(mark))
    }

    async fn put(&self, one: RevocationRecord) -> Option<()> {
        let revocation = Revocation {
            target: RevocationTarget::Key(one.key),
            at: one.at,
            until: one.until,
        };
        self.within_patience(self.fast.revoke(&revocation)).await?;
        Some(())
    }

    async fn within_patience<T>(
        &self,
        answer: impl Future<Output = Result<T, StoreError>>,
    ) -> Option<T> {
        if let Ok(Ok(answer)) = timeout(PATIENCE, answer).await {
            return Some(answer);
        }
        self.made().failed_at = Some(Instant::now());
        None
    }

    fn made(&self) -> MutexGuard<'_, ReplicationProgress> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ReplicationProgress {
    fn is_fresh(&self, staleness: Duration) -> bool {
        let Some(read_at) = self.read_at else {
            return false;
        };
        read_at.elapsed() < staleness
            && self.revoked_at.is_none_or(|at| at < read_at)
            && !self.is_resting()
    }

    fn is_resting(&self) -> bool {
        self.failed_at.is_some_and(|at| at.elapsed() < REST)
    }

    /// A revocation of a key that nothing has, which is remembered as long as the copied ones. Two keys alternate, so that
    /// the mark before it still exists while the next is written; the time of each only increases.
    fn mark_behind(&mut self, copied: &[RevocationRecord]) -> Option<RevocationRecord> {
        let until = copied.iter().map(|one| one.until).max()?;
        let name = match &mut self.name {
            Some(name) => name,
            none => none.insert(random_id()?),
        };
        self.marks = self.marks.saturating_add(1);
        let turn = self.marks % 2;
        Some(RevocationRecord {
            key: RevocationKey::of_token(
                &SessionOwner::named("the mark of a copy"),
                None,
                &format!("{name} {turn}"),
            ),
            at: self.marks,
            until,
        })
    }

    fn start_over(&mut self) {
        self.position = Position::default();
        self.mark = None;
        self.read_at = None;
        self.starts = self.starts.wrapping_add(1);
    }
}

/// Whether `there` has this revocation, or a stricter one of the same key.
fn covers(there: &[RevocationRecord], one: &RevocationRecord) -> bool {
    let mut same = there.iter().filter(|there| there.key == one.key);
    same.any(|there| there.at >= one.at && there.until >= one.until)
}

/// Lets another task start when this one ends, also if it panics.
struct Done<'a>(&'a AtomicBool);

impl Drop for Done<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}
