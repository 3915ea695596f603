//! The counters that one login attempt increments.

use std::net::IpAddr;

use axum::http::request::Parts;

use super::{LoginAttempt, RateLimit, Throttle};
use crate::session::{Attempt, AttemptLimit, CounterKind};

/// A login attempt whose credentials have not been checked yet.
#[derive(Clone, Copy)]
pub(crate) struct Attempted<'a> {
    pub(crate) account: Option<&'a str>,
    pub(crate) address: Option<IpAddr>,
    pub(crate) now: i64,
}

impl Throttle {
    /// The counters of a login attempt, with their limits.
    pub(crate) fn attempt(&self, attempted: &Attempted<'_>, parts: &Parts) -> Attempt {
        let Attempted {
            account,
            address,
            now,
        } = *attempted;
        let device = account.zip(address);
        let device = device.map(|(account, address)| self.digests.device(account, address));
        let limit = self.hook.as_ref().map(|hook| {
            hook(&LoginAttempt {
                account,
                address,
                request: parts,
            })
        });
        let options = &self.options;
        let by_address = options
            .address
            .filter(|_| limit != Some(RateLimit::NotByAddress));
        let of_both = account.and(address).and(options.account_and_address);
        let counter = |kind, limit: Option<AttemptLimit>, account, address| {
            limit.map(|limit| self.digests.counter(kind, limit, account, address))
        };
        let mut attempt = Attempt::new(now);
        attempt.account_and_address =
            counter(CounterKind::AccountAndAddress, of_both, account, address);
        attempt.address = counter(CounterKind::Address, address.and(by_address), None, address);
        attempt.account = counter(
            CounterKind::Account,
            account.and(options.account),
            account,
            None,
        );
        attempt.device = device;
        attempt
    }
}
