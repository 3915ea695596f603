//! Resolving the settings of sessions.

use crate::config::resolve::token::lifetime::Lifetime;
use crate::config::{Settings, Types};
use crate::key::derive_key;
use crate::session::{OwnerName, RefreshRate, SessionOptions, SessionOwner};
use crate::token::MAX_LEEWAY_SECONDS;

const DIGEST_LABEL: &[u8] = b"jwt-guard refresh token";

const MINUTE: i64 = 60;

/// The longest that anything is kept. Without expiry, a revocation must outlast every token.
const CENTURY: i64 = 100 * 365 * 24 * 60 * MINUTE;

impl Settings {
    /// The options of sessions; `None` if no sessions are kept.
    pub(in crate::config) fn sessions(
        &self,
        types: &Types,
        secret: Option<&[u8]>,
        lifetime: Option<Lifetime>,
        mints: bool,
    ) -> Option<SessionOptions> {
        let refresh = self.refresh.get().copied().unwrap_or(mints);
        let lifetime = lifetime?;
        let goes_on = refresh || self.implicit_refresh.value().is_some();
        let rules = SessionOptions {
            refresh,
            owner: self.owner(),
            ttl: match goes_on {
                true => self.refresh_ttl.seconds()?,
                false => lifetime.access_ttl.unwrap_or(CENTURY),
            },
            idle_ttl: self.refresh_idle_ttl.seconds().filter(|_| refresh),
            format: *self.refresh_format.get()?,
            rotates: self.refresh_rotation.is_on()?,
            grace: self.refresh_grace.seconds()?,
            requires_access: self.refresh_requires_access.is_on()?,
            refresh_rate: self
                .refreshes_per_minute
                .limit()?
                .map(|exchanges| RefreshRate::new(exchanges, MINUTE)),
            max_sessions: self.max_sessions.limit()?,
            revocation: self.revocation.value().copied().unwrap_or_default(),
            on_store_error: *self.on_store_error.get()?,
            store_timeout: *self.store_timeout.get()?,
            staleness: *self.revocation_staleness.get()?,
            longest: longest(lifetime),
            leeway: lifetime.leeway,
            max_lifetime: lifetime.ends().then_some(lifetime.most),
            adopts_until: None,
            digest_key: secret.and_then(|secret| derive_key(secret, DIGEST_LABEL)),
        };
        types.has_store.unwrap_or(true).then_some(rules)
    }

    /// The owner of the sessions: the full name of this service, so that another service with the same store cannot use them.
    /// The settings of a hook or a handler do not change it.
    fn owner(&self) -> SessionOwner {
        SessionOwner::of(&OwnerName {
            issuer: self.issuer.value().map(String::as_str),
            own: self.session_owner.value().map(String::as_str),
            audience: &self.audience.texts(),
            clients: &self.client_id.texts(),
            instance: self.instance.value().map(String::as_str),
        })
    }
}

/// How long a token that was minted just now could still be accepted, in seconds. The clock that minted it may be ahead by a
/// leeway, so may that of the process that purges, and a handler may allow the greatest leeway.
fn longest(lifetime: Lifetime) -> i64 {
    match lifetime.ends() {
        true => lifetime.most.saturating_add(3 * MAX_LEEWAY_SECONDS),
        false => CENTURY,
    }
}
