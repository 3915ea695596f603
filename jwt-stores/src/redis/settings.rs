//! `Settings`: the settings of Redis that decide whether revocations are kept.

use jwt_core::session::{Persistence, StoreError};

use super::connection::Connection;

/// The settings of a server; `None` where the user may not read them.
pub(super) struct Settings {
    append_only: Option<String>,
    policy: Option<String>,
}

impl Settings {
    pub(super) async fn read(connection: &Connection) -> Result<Self, StoreError> {
        Ok(Self {
            append_only: connection.setting("appendonly").await?,
            policy: connection.setting("maxmemory-policy").await?,
        })
    }

    pub(super) fn persistence(&self) -> Persistence {
        let mut persistence = Persistence::default();
        persistence.outlives_restart = self.append_only.as_deref().map(|value| value == "yes");
        persistence.outlives_shortage = self.policy.as_deref().map(|value| value == "noeviction");
        persistence
    }

    /// Logs a warning about settings with which revocations may be lost.
    pub(super) fn warn(&self) {
        let persistence = self.persistence();
        if persistence.outlives_restart == Some(false) {
            tracing::warn!(
                "what was revoked since the last snapshot is lost when Redis restarts, and revoked tokens work again: set \
                 `appendonly yes`"
            );
        }
        if persistence.outlives_shortage == Some(false) {
            let policy = self.policy.as_deref();
            tracing::warn!(
                policy,
                "Redis may throw revocations away when memory runs short: set `maxmemory-policy noeviction`"
            );
        }
        if persistence.outlives_restart.is_none() || persistence.outlives_shortage.is_none() {
            tracing::info!(
                "Redis does not say whether it keeps revocations over a restart and when memory runs short: `CONFIG GET` is \
                 not allowed; see that `appendonly` is `yes` and `maxmemory-policy` is `noeviction`"
            );
        }
    }
}
