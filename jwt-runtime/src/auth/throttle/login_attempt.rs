//! The hook with which an application chooses the limits of a login attempt.

use std::fmt;
use std::net::IpAddr;

use axum::http::request::Parts;

/// Chooses the limits of a login attempt.
pub(crate) type RateLimitHook = Box<dyn Fn(&LoginAttempt<'_>) -> RateLimit + Send + Sync>;

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

    /// The address of the client, found as `client_address` configures it. An IPv4-mapped IPv6 address is returned as IPv4.
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

/// Leaves out the request, as its headers may hold tokens.
impl fmt::Debug for LoginAttempt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoginAttempt")
            .field("account", &self.account)
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

/// The limits of a login attempt. Every choice keeps a limit for each account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum RateLimit {
    /// The limits of the configuration.
    #[default]
    Configured,
    /// The limits of the configuration without `rate_limit_address`: for an address that many users share, such as that of an
    /// office.
    NotByAddress,
}
