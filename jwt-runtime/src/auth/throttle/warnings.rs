//! Warnings about requests without a usable client address, each logged once.

use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::request::Parts;

use super::ThrottleOptions;
use super::address::is_forwarded;
use crate::config::ClientAddress;

/// Which warnings were logged already.
pub(super) struct Warnings {
    config: &'static str,
    of_no_address: AtomicBool,
    of_a_proxy: AtomicBool,
}

impl Warnings {
    pub(super) const fn of(config: &'static str) -> Self {
        Self {
            config,
            of_no_address: AtomicBool::new(false),
            of_a_proxy: AtomicBool::new(false),
        }
    }

    /// Logs, once, that limits by address do not work with this configuration.
    pub(super) fn log(&self, options: &ThrottleOptions, address: Option<IpAddr>, parts: &Parts) {
        let Self {
            config,
            of_no_address,
            of_a_proxy,
        } = self;
        if options.address.is_none() && options.account_and_address.is_none() {
            return;
        }
        let is_first = |said: &AtomicBool| !said.swap(true, Ordering::Relaxed);
        if address.is_none() && is_first(of_no_address) {
            tracing::warn!(
                config,
                client_address = %options.client_address,
                "a login has no client address, so that only `rate_limit_account` limits it, and nothing if \
                 `UserBackend::account` names no account: serve the router with \
                 `into_make_service_with_connect_info::<SocketAddr>()`, or set `client_address` for the proxies before it"
            );
        }
        let is_at_default =
            options.client_address == ClientAddress::Peer && !options.is_address_given;
        if is_at_default
            && address.is_some_and(is_of_a_proxy)
            && is_forwarded(parts)
            && is_first(of_a_proxy)
        {
            tracing::warn!(
                config,
                "a login came through a proxy, whose address is taken for that of the client, so that all clients share one \
                 limit: set `client_address`, such as `proxies:1`"
            );
        }
    }
}

/// Whether clients of a public service cannot have this address.
fn is_of_a_proxy(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_loopback() || address.is_private(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    }
}
