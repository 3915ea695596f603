//! The setting `implicit_refresh`: access tokens in cookies that are replaced before they expire.

use crate::config::Settings;

/// Which access tokens in cookies are replaced, and for how long. Times are in seconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ImplicitRefresh {
    /// How long before it expires a token is replaced.
    pub(crate) window: i64,
    /// How long a session lasts from its login, where no store keeps when it ends.
    pub(crate) session_ttl: i64,
}

impl Settings {
    /// Whether tokens are replaced.
    pub(in crate::config) fn implicit_refresh(&self) -> Option<ImplicitRefresh> {
        Some(ImplicitRefresh {
            window: self.implicit_refresh.seconds()?,
            session_ttl: self.refresh_ttl.seconds()?,
        })
    }
}
