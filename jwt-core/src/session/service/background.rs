//! Background tasks: reading revocations of other processes, and purging the store.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

#[cfg(feature = "metrics")]
use super::circuit_breaker::CircuitBreaker;
#[cfg(feature = "metrics")]
use super::metrics::{Metrics, StoreOperation};
use crate::clock::Clock;
use crate::session::record::Position;
use crate::session::revocation::RevocationView;
use crate::session::store::{AnyStore, StoreClock, StoreError};

/// How often the store is purged.
const PURGE_EVERY: Duration = Duration::from_secs(30);

/// The pause between two steps of a purge, so that requests are served in between.
const BETWEEN_STEPS: Duration = Duration::from_millis(5);

/// The shortest pause between two reads of the revocations.
const BETWEEN_READINGS: Duration = Duration::from_millis(5);

/// The background tasks, which end when this is dropped.
pub(super) struct BackgroundTasks(Vec<JoinHandle<()>>);

/// What the background tasks need.
#[derive(Clone)]
pub(super) struct BackgroundWork {
    pub(super) store: Arc<dyn AnyStore>,
    pub(super) known: Arc<RevocationView>,
    pub(super) clock: Arc<StoreClock>,
    pub(super) staleness: Duration,
    pub(super) store_timeout: Duration,
    /// In seconds.
    pub(super) grace: i64,
    #[cfg(feature = "metrics")]
    pub(super) metrics: Metrics,
    #[cfg(feature = "metrics")]
    pub(super) breaker: Arc<CircuitBreaker>,
}

impl BackgroundTasks {
    pub(super) fn start(runtime: &Handle, work: &BackgroundWork) -> Self {
        let mut tasks = Vec::new();
        if work.store.in_memory().is_none() {
            tasks.push(runtime.spawn(work.clone().read_on()));
        }
        tasks.push(runtime.spawn(work.clone().purge()));
        #[cfg(feature = "metrics")]
        {
            let BackgroundWork {
                known,
                breaker,
                clock,
                ..
            } = work.clone();
            let telling = work
                .metrics
                .update_gauges(known, breaker, clock, work.staleness);
            tasks.push(runtime.spawn(telling));
        }
        Self(tasks)
    }

    /// Whether one of them has ended.
    pub(super) fn have_ended(&self) -> bool {
        self.0.iter().any(JoinHandle::is_finished)
    }
}

impl Drop for BackgroundTasks {
    fn drop(&mut self) {
        for task in &self.0 {
            task.abort();
        }
    }
}

impl BackgroundWork {
    /// Reads revocations as they are stored, by any process.
    async fn read_on(self) {
        let mut position = Position::default();
        let mut is_failing = false;
        loop {
            let began = Instant::now();
            match self.read_in_time(&mut position).await {
                Ok(()) => {
                    self.known.was_read(began);
                    if is_failing {
                        tracing::info!("revocations are read again");
                    }
                    is_failing = false;
                }
                Err(error) => {
                    #[cfg(feature = "metrics")]
                    self.metrics.store_failed(StoreOperation::Reading, &error);
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
            // Reads three times within `staleness`, so that one may fail.
            tokio::select! {
                () = sleep(self.staleness.checked_div(3).unwrap_or_default()) => {}
                () = self.store.changed() => {}
            }
        }
    }

    /// Measures the time of the store, and reads all new revocations.
    async fn read_in_time(&self, position: &mut Position) -> Result<(), StoreError> {
        self.in_time(self.clock.measure_if_outdated(&*self.store))
            .await?;
        self.read_all(position).await
    }

    async fn read_all(&self, position: &mut Position) -> Result<(), StoreError> {
        loop {
            let page = self.store.revocations(*position);
            let page = self.in_time(page).await?;
            for revoked in page.revoked {
                self.known.set.insert(revoked);
            }
            *position = page.position;
            if !page.has_more {
                return Ok(());
            }
        }
    }

    /// Purges the store every 30 seconds.
    async fn purge(self) {
        loop {
            sleep(PURGE_EVERY).await;
            if let Err(error) = self.purge_all().await {
                #[cfg(feature = "metrics")]
                self.metrics.store_failed(StoreOperation::Purge, &error);
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, "the store could not be purged");
            }
        }
    }

    /// Purges the store in small steps. Each step measures the time of the store: by a wrong time, it would remove what
    /// other processes need.
    pub(super) async fn purge_all(&self) -> Result<(), StoreError> {
        let now = self.measured().await?;
        self.known.set.purge(now).await;
        self.known.outlived.purge(now);
        loop {
            let step = self.store.purge(self.measured().await?, self.grace);
            match self.in_time(step).await? {
                true => sleep(BETWEEN_STEPS).await,
                false => return Ok(()),
            }
        }
    }

    async fn measured(&self) -> Result<i64, StoreError> {
        self.in_time(self.clock.measure(&*self.store)).await?;
        Ok(self.clock.now())
    }

    async fn in_time<T>(
        &self,
        answer: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let limited = timeout(self.store_timeout, answer).await;
        limited.unwrap_or_else(|_| Err(StoreError::timed_out()))
    }
}
