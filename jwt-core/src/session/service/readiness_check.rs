//! Checks whether the store responds, and reports it.

use std::time::{Duration, Instant};

use tokio::time::timeout;

use super::readiness::{ClockState, Readiness, RevocationState, StoreReport, StoreState};
use super::session_service::SessionService;
use crate::session::store::{Persistence, StoreError, StoreErrorKind};

/// The time limit of the store for a report, unless `store_timeout` is shorter.
const LIMIT: Duration = Duration::from_secs(1);

/// For how long a report is reused, so that a public route cannot be used to load the store.
const REUSED_FOR: Duration = Duration::from_millis(100);

impl SessionService {
    /// Checks the store, even while the circuit breaker is open.
    #[doc(hidden)]
    pub async fn ready(&self) -> Readiness {
        self.start();
        let report = self.store_report().await;
        Readiness {
            store: report.store,
            clock: match self.clock.ahead() {
                None => ClockState::Unknown,
                Some(ahead) if self.clock.is_apart() => ClockState::Apart { ahead },
                Some(_) => ClockState::Right,
            },
            revocations: self.revocation_state(),
            persistence: report.persistence,
        }
    }

    async fn store_report(&self) -> StoreReport {
        let mut last = self.last_report.0.lock().await;
        if let Some((at, report)) = *last
            && at.elapsed() < REUSED_FOR
        {
            return report;
        }
        let limit = self.rules.store_timeout.min(LIMIT);
        let asked = timeout(limit, self.asked()).await;
        let report = match asked.unwrap_or_else(|_| Err(StoreError::timed_out())) {
            Ok(persistence) => StoreReport {
                store: StoreState::Reachable,
                persistence,
            },
            Err(error) => StoreReport {
                store: state_of(&error),
                persistence: Persistence::default(),
            },
        };
        *last = Some((Instant::now(), report));
        report
    }

    async fn asked(&self) -> Result<Persistence, StoreError> {
        self.store.position().await?;
        self.clock.measure(&*self.store).await?;
        self.store.persistence().await
    }

    fn revocation_state(&self) -> RevocationState {
        if !self.checks_revocation(None) || self.store.in_memory().is_some() {
            return RevocationState::Current;
        }
        match self.age() {
            Some(age) if age <= self.rules.staleness => RevocationState::Fresh(age),
            age => RevocationState::Stale(age),
        }
    }
}

fn state_of(error: &StoreError) -> StoreState {
    match error.kind() {
        StoreErrorKind::None => StoreState::None,
        StoreErrorKind::Unreachable => StoreState::Unreachable,
        StoreErrorKind::TimedOut => StoreState::TimedOut,
        StoreErrorKind::Unexpected => StoreState::Unexpected,
    }
}
