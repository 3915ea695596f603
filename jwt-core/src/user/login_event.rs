//! `LoginEvent`: logins that fail.

use std::net::IpAddr;
use std::time::Duration;

/// A login or a re-authentication that failed; see
/// [`UserBackend::on_login_event`](crate::user::UserBackend::on_login_event).
///
/// The account is that of [`UserBackend::account`](crate::user::UserBackend::account): text that a client sent, which need
/// not be an existing account, of any length and with any characters.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum LoginEvent<'a> {
    /// The credentials were wrong, or the user is not active.
    #[non_exhaustive]
    Failed {
        /// The account that they were for.
        account: Option<&'a str>,
        /// The address of the client.
        address: Option<IpAddr>,
    },
    /// Credentials were not checked, because too many attempts failed before. There is one event for each such request.
    #[non_exhaustive]
    Throttled {
        /// The account that they were for.
        account: Option<&'a str>,
        /// The address of the client.
        address: Option<IpAddr>,
        /// The time until the next attempt is checked, in whole seconds.
        retry_after: Duration,
    },
}

impl<'a> LoginEvent<'a> {
    #[doc(hidden)]
    #[must_use]
    pub fn failed(account: Option<&'a str>, address: Option<IpAddr>) -> Self {
        Self::Failed { account, address }
    }

    #[doc(hidden)]
    #[must_use]
    pub fn throttled(
        account: Option<&'a str>,
        address: Option<IpAddr>,
        retry_after: Duration,
    ) -> Self {
        Self::Throttled {
            account,
            address,
            retry_after,
        }
    }
}
