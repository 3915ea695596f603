//! Resolving `implicit_refresh`: access tokens in cookies that are replaced before they expire.

use crate::config::{ImplicitRefresh, Settings};

impl Settings {
    /// The settings of implicit refresh; `None` if it is off.
    pub(in crate::config) fn implicit_refresh(&self) -> Option<ImplicitRefresh> {
        Some(ImplicitRefresh {
            window: self.implicit_refresh.seconds()?,
            session_ttl: self.refresh_ttl.seconds()?,
        })
    }
}
