//! What goes on between requests: reading what others revoked, and removing what is over.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use super::any_store::AnyStore;
use super::known::Known;
use super::{Position, StoreError};
use crate::clock::Clock;

/// How often what is over is removed.
const PURGE_EVERY: Duration = Duration::from_secs(30);

/// Between two steps of one purge, so that requests come in between.
const BETWEEN_STEPS: Duration = Duration::from_millis(5);

/// Between two readings of the revocations, however many there are.
const BETWEEN_READINGS: Duration = Duration::from_millis(5);

/// Runs until it is dropped.
pub(super) struct Tasks(Vec<JoinHandle<()>>);

impl Tasks {
    pub(super) fn start(
        runtime: &Handle,
        store: &Arc<dyn AnyStore>,
        known: &Arc<Known>,
        clock: &Arc<dyn Clock>,
        rules: &Timing,
    ) -> Self {
        let mut tasks = Vec::new();
        if store.in_memory().is_none() {
            let reading = read_on(Arc::clone(store), Arc::clone(known), *rules);
            tasks.push(runtime.spawn(reading));
        }
        let purging = purge(
            Arc::clone(store),
            Arc::clone(known),
            Arc::clone(clock),
            *rules,
        );
        tasks.push(runtime.spawn(purging));
        Self(tasks)
    }
}

impl Tasks {
    /// Whether one of them runs no more.
    pub(super) fn have_ended(&self) -> bool {
        self.0.iter().any(JoinHandle::is_finished)
    }
}

impl Drop for Tasks {
    fn drop(&mut self) {
        for task in &self.0 {
            task.abort();
        }
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Timing {
    pub(super) staleness: Duration,
    pub(super) store_timeout: Duration,
    /// In seconds.
    pub(super) grace: i64,
}

/// Reads revocations as they are stored, by whomever.
async fn read_on(store: Arc<dyn AnyStore>, known: Arc<Known>, timing: Timing) {
    let mut position = Position::default();
    let mut is_failing = false;
    loop {
        let began = Instant::now();
        match read_all(&*store, &known, &mut position, timing.store_timeout).await {
            Ok(()) => {
                known.was_read(began);
                if is_failing {
                    tracing::info!("revocations are read again");
                }
                is_failing = false;
            }
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                if !is_failing {
                    tracing::error!(
                        error,
                        "revocations cannot be read; the store is asked about each token"
                    );
                }
                is_failing = true;
            }
        }
        sleep(BETWEEN_READINGS).await;
        // Three times in the time in which one must succeed.
        tokio::select! {
            () = sleep(timing.staleness.checked_div(3).unwrap_or_default()) => {}
            () = store.changed() => {}
            () = known.outdated() => {}
        }
    }
}

async fn read_all(
    store: &dyn AnyStore,
    known: &Known,
    position: &mut Position,
    limit: Duration,
) -> Result<(), StoreError> {
    loop {
        let page = timeout(limit, store.revocations(*position)).await;
        let page = page.map_err(|_| StoreError::timed_out())??;
        for revoked in page.revoked {
            known.set.insert(revoked);
        }
        *position = page.position;
        if !page.has_more {
            return Ok(());
        }
    }
}

/// Removes what is over, a little at a time.
async fn purge(store: Arc<dyn AnyStore>, known: Arc<Known>, clock: Arc<dyn Clock>, timing: Timing) {
    loop {
        sleep(PURGE_EVERY).await;
        known.set.purge(clock.now()).await;
        loop {
            let step = store.purge(clock.now(), timing.grace);
            match timeout(timing.store_timeout, step).await {
                Ok(Ok(true)) => sleep(BETWEEN_STEPS).await,
                Ok(Ok(false)) => break,
                Ok(Err(error)) => {
                    let error = &error as &dyn std::error::Error;
                    tracing::warn!(error, "what is over could not be removed from the store");
                    break;
                }
                Err(_) => {
                    tracing::warn!("what is over could not be removed from the store in time");
                    break;
                }
            }
        }
    }
}
