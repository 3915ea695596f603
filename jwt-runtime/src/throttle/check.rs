//! One attempt: counted before its credentials are checked, and settled after it.

use std::net::IpAddr;
use std::time::Duration;

use axum::http::request::Parts;

use super::address::client_address;
use super::{LoginAttempt, RateLimit, Throttle};
use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::error::AuthError;
use crate::session::{Attempt, AttemptLimit, AttemptOutcome, CountedAttempt, CounterKind, Device};
use crate::user::{LoginEvent, UserBackend};

/// The most characters of the name of an account that stand in the log.
const LOGGED_CHARACTERS: usize = 128;

/// Credentials that are about to be checked.
pub(crate) struct CredentialCheck {
    account: Option<String>,
    address: Option<IpAddr>,
    counted: Option<CountedAttempt>,
    device: Option<Device>,
}

impl<C: AuthConfig> Auth<C> {
    /// The address of the client of a request, where `client_address` says that it is found. An IPv4 address in the form of
    /// IPv6 is given as IPv4.
    ///
    /// `None` if it is not there: with `peer`, if the router is not served with
    /// `into_make_service_with_connect_info::<SocketAddr>()`; with `proxies:N`, if `X-Forwarded-For` has fewer entries, or no
    /// address in that place.
    #[must_use]
    pub fn client_address(&self, parts: &Parts) -> Option<IpAddr> {
        client_address(self.throttle().rules.client_address, parts)
    }

    /// Counts an attempt with credentials for an account, unless too many have failed: then they must not be checked.
    pub(crate) async fn begin_check(
        &self,
        account: Option<String>,
        parts: &Parts,
    ) -> Result<CredentialCheck, AuthError> {
        let address = self.client_address(parts);
        let throttle = self.throttle();
        throttle.warn(address, parts);
        let mut check = CredentialCheck {
            counted: None,
            device: throttle.device(account.as_deref(), address),
            account,
            address,
        };
        let attempt = throttle.attempt(&check, parts, self.now());
        if attempt.counters(false).is_empty() {
            return Ok(check);
        }
        match self.count(&attempt).await? {
            AttemptOutcome::Counted(counted) => {
                check.counted = Some(counted);
                Ok(check)
            }
            AttemptOutcome::Limited { by, retry_after } => {
                Err(self.throttled(&check, by, retry_after).await)
            }
        }
    }

    /// Settles an attempt by what came of it, which is also the outcome.
    pub(crate) async fn settle<T>(
        &self,
        check: CredentialCheck,
        outcome: Result<T, AuthError>,
    ) -> Result<T, AuthError> {
        let success = match &outcome {
            Err(AuthError::InvalidCredentials) => {
                self.failed(&check).await;
                return outcome;
            }
            Ok(_) => check.device,
            // The credentials could not be checked, or were right and something else failed.
            Err(_) => None,
        };
        if let Some(counted) = &check.counted {
            self.give_back(counted, success).await;
        }
        outcome
    }

    async fn failed(&self, check: &CredentialCheck) {
        let (account, address) = (check.account.as_deref(), check.address);
        tracing::warn!(
            config = C::NAME,
            account = account.map(shortened),
            address = address.map(tracing::field::display),
            "login failed"
        );
        #[cfg(feature = "metrics")]
        self.throttle().metrics.failed();
        let event = LoginEvent::failed(account, address);
        self.users().on_login_event(event).await;
    }

    async fn throttled(
        &self,
        check: &CredentialCheck,
        #[cfg_attr(not(feature = "metrics"), expect(unused, reason = "only metrics tell"))]
        by: CounterKind,
        retry_after: i64,
    ) -> AuthError {
        let (account, address) = (check.account.as_deref(), check.address);
        tracing::warn!(
            config = C::NAME,
            account = account.map(shortened),
            address = address.map(tracing::field::display),
            retry_after,
            "login throttled"
        );
        #[cfg(feature = "metrics")]
        self.throttle().metrics.throttled(by);
        let retry_after = Duration::from_secs(retry_after.unsigned_abs());
        let event = LoginEvent::throttled(account, address, retry_after);
        self.users().on_login_event(event).await;
        AuthError::Throttled { retry_after }
    }
}

impl Throttle {
    fn device(&self, account: Option<&str>, address: Option<IpAddr>) -> Option<Device> {
        Some(self.digests.device(account?, address?))
    }

    /// What counts for an attempt.
    fn attempt(&self, check: &CredentialCheck, parts: &Parts, now: i64) -> Attempt {
        let (account, address) = (check.account.as_deref(), check.address);
        let limit = self.hook.as_ref().map(|hook| {
            hook(&LoginAttempt {
                account,
                address,
                request: parts,
            })
        });
        let rules = &self.rules;
        let by_address = rules
            .address
            .filter(|_| limit != Some(RateLimit::NotByAddress));
        let of_both = account.and(address).and(rules.account_and_address);
        let counter = |kind, limit: Option<AttemptLimit>, account, address| {
            limit.map(|limit| self.digests.counter(kind, limit, account, address))
        };
        Attempt {
            account_and_address: counter(CounterKind::AccountAndAddress, of_both, account, address),
            address: counter(CounterKind::Address, address.and(by_address), None, address),
            account: counter(
                CounterKind::Account,
                account.and(rules.account),
                account,
                None,
            ),
            device: check.device,
            now,
        }
    }
}

/// The beginning of a name, for the log.
fn shortened(name: &str) -> &str {
    let end = name.char_indices().nth(LOGGED_CHARACTERS);
    end.map_or(name, |(end, _)| name.get(..end).unwrap_or_default())
}
