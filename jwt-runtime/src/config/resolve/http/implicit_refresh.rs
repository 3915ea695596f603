//! Resolving `implicit_refresh`: access tokens in cookies that are replaced before they expire.

use crate::config::Settings;

/// Which access tokens in cookies are replaced, and until when. Times are in seconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ImplicitRefresh {
    /// A token is replaced when it expires within this time.
    pub(crate) window: i64,
    /// How long a session lasts from its login, where no store records its end.
    pub(crate) session_ttl: i64,
}

impl Settings {
    /// The settings of implicit refresh; `None` if it is off.
    pub(in crate::config) fn implicit_refresh(&self) -> Option<ImplicitRefresh> {
        Some(ImplicitRefresh {
            window: self.implicit_refresh.seconds()?,
            session_ttl: self.refresh_ttl.seconds()?,
        })
    }
}
