//! `Replication`: the revocations of a durable store, copied to a fast one.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, timeout};

use crate::session::record::{Position, Revocation, RevocationRecord, RevocationTarget};
use crate::session::store::{StoreError, TokenStore};
use crate::token::{RevocationKey, SessionOwner, random_id};

/// How long the fast store may take for an answer: longer is not fast.
const PATIENCE: Duration = Duration::from_millis(250);

/// How long the durable one may take for a page; it knows how long it takes itself, or the copy is never made.
const LIMIT: Duration = Duration::from_secs(10);

/// For how long the fast store is left alone after it failed.
const REST: Duration = Duration::from_secs(1);

pub(super) struct Replication<F, D> {
    pub(super) fast: F,
    pub(super) durable: D,
    made: Mutex<ReplicationProgress>,
    is_being_made: AtomicBool,
}

/// How far the copy is made.
#[derive(Default)]
struct ReplicationProgress {
    position: Position,
    /// What stands behind it in the fast store; nothing while there was nothing to copy.
    mark: Option<RevocationRecord>,
    /// When the last copy was begun: what was revoked before is in it.
    read_at: Option<Instant>,
    /// When this process last revoked something.
    revoked_at: Option<Instant>,
    failed_at: Option<Instant>,
    /// How often it was begun anew.
    starts: u64,
    /// How many marks were made, and what tells them from those of other processes.
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

    /// Those of some keys that are revoked, if the copy is good enough to say.
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
            // Nothing is revoked at all.
            let Some(mark) = made.mark else {
                return Some(Vec::new());
            };
            mark
        };
        let asked: Vec<_> = keys.iter().copied().chain([mark.key]).collect();
        let mut answer = self.patiently(self.fast.revoked(&asked)).await?;
        if !covers(&answer, &mark) {
            // It has lost what was copied last, and who knows what else.
            self.made().start_over();
            return None;
        }
        answer.retain(|one| one.key != mark.key);
        Some(answer)
    }

    /// What was copied until now is not enough: this process has revoked something.
    pub(super) fn outdate(&self) {
        self.made().revoked_at = Some(Instant::now());
    }

    /// Copies what is new, unless that is being done.
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
        let purged = self.patiently(self.fast.purge(now, grace)).await;
        purged.unwrap_or(false)
    }

    /// Gives up at the first failure: what was copied until then stays, and is the start of the next try.
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

    /// Copies some revocations; what stands behind them then.
    async fn append(
        &self,
        page: &[RevocationRecord],
        before: Option<RevocationRecord>,
    ) -> Option<Option<RevocationRecord>> {
        let keys = |of: &[RevocationRecord]| of.iter().map(|one| one.key).collect::<Vec<_>>();
        if page.is_empty() {
            return Some(before);
        }
        let there = self.patiently(self.fast.revoked(&keys(page))).await?;
        // Another process may have copied them.
        let mut missing = page.to_vec();
        missing.retain(|one| !covers(&there, one));
        for one in missing {
            self.put(one).await?;
        }
        let mut expected = page.to_vec();
        expected.extend(before);
        let mark = self.made().mark_behind(&expected)?;
        self.put(mark).await?;
        // A store that forgets its last steps forgets the mark first: what comes before it is there. Unless it forgot while
        // this was written, or before.
        expected.push(mark);
        let there = self.patiently(self.fast.revoked(&keys(&expected))).await?;
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
        self.patiently(self.fast.revoke(&revocation)).await?;
        Some(())
    }

    async fn patiently<T>(&self, answer: impl Future<Output = Result<T, StoreError>>) -> Option<T> {
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

    /// The revocation of something that is nowhere, which is forgotten when all of these are. Two take turns, so that the
    /// one before is still there when the next is put; of each, the time counts up for ever.
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

/// Whether a revocation is among others, or one that is stricter.
fn covers(there: &[RevocationRecord], one: &RevocationRecord) -> bool {
    let mut same = there.iter().filter(|there| there.key == one.key);
    same.any(|there| there.at >= one.at && there.until >= one.until)
}

/// Whatever becomes of the task, another may follow it.
struct Done<'a>(&'a AtomicBool);

impl Drop for Done<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}
