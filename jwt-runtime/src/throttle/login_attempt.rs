//! What an application may say of an attempt.

use std::fmt;
use std::net::IpAddr;

use axum::http::request::Parts;

/// Says which limits an attempt has.
pub(crate) type Hook = Box<dyn Fn(&LoginAttempt<'_>) -> RateLimit + Send + Sync>;

/// A login or a re-authentication before its credentials are checked; see
/// [`AuthBuilder::rate_limit`](crate::auth::AuthBuilder::rate_limit).
pub struct LoginAttempt<'a> {
    pub(super) account: Option<&'a str>,
    pub(super) address: Option<IpAddr>,
    pub(super) request: &'a Parts,
}

impl LoginAttempt<'_> {
    /// The account, as [`UserBackend::account`](crate::user::UserBackend::account) names it. It need not exist.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        self.account
    }

    /// The address of the client, as `client_address` says where to find it; an IPv4 address in the form of IPv6 is given as IPv4.
    #[must_use]
    pub fn address(&self) -> Option<IpAddr> {
        self.address
    }

    /// The request without its body.
    #[must_use]
    pub fn request(&self) -> &Parts {
        self.request
    }
}

/// Headers may hold tokens.
impl fmt::Debug for LoginAttempt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoginAttempt")
            .field("account", &self.account)
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

/// Which limits an attempt has. None of them leaves an account without a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum RateLimit {
    /// Those of the configuration.
    #[default]
    Configured,
    /// Those of the configuration but `rate_limit_address`: for an address that many users share, such as that of an office.
    NotByAddress,
}
