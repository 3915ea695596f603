//! What happens to those who log in.

use std::net::IpAddr;
use std::time::Duration;

/// A login or a re-authentication did not succeed; see
/// [`UserBackend::on_login_event`](crate::user::UserBackend::on_login_event).
///
/// The account is what [`UserBackend::account`](crate::user::UserBackend::account) says: a name that a client sent, which need not
/// exist, of any length, and with any characters.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum LoginEvent<'a> {
    /// The credentials were wrong, or those of a user who is not active.
    #[non_exhaustive]
    Failed {
        /// The account that they were for.
        account: Option<&'a str>,
        /// From where they came.
        address: Option<IpAddr>,
    },
    /// Credentials were not checked, since too many wrong ones came before them. There is one for each such request.
    #[non_exhaustive]
    Throttled {
        /// The account that they were for.
        account: Option<&'a str>,
        /// From where they came.
        address: Option<IpAddr>,
        /// After this time, in whole seconds, the next attempt is checked.
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
