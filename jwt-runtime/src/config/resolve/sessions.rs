//! From settings to the rules of sessions.

use crate::config::resolve::token::lifetime::Lifetime;
use crate::config::{Settings, Types};
use crate::key::derive_key;
use crate::session::{OwnerName, RefreshRate, SessionOptions, SessionOwner};
use crate::token::MAX_LEEWAY_SECONDS;

const DIGEST_LABEL: &[u8] = b"jwt-guard refresh token";

const MINUTE: i64 = 60;

impl Settings {
    /// How sessions are kept; `None` if they are not.
    pub(in crate::config) fn sessions(
        &self,
        types: &Types,
        secret: Option<&[u8]>,
        lifetime: Option<Lifetime>,
        mints: bool,
    ) -> Option<SessionOptions> {
        let refresh = self.refresh.value().copied().unwrap_or(mints);
        let lifetime = lifetime?;
        let goes_on = refresh || self.implicit_refresh.value().is_some();
        let rules = SessionOptions {
            refresh,
            owner: self.owner(),
            ttl: match goes_on {
                true => self.refresh_ttl.seconds()?,
                false => lifetime.access_ttl,
            },
            idle_ttl: self.refresh_idle_ttl.seconds().filter(|_| refresh),
            format: *self.refresh_format.get()?,
            rotates: self.refresh_rotation.is_on()?,
            grace: self.refresh_grace.seconds()?,
            requires_access: self.refresh_requires_access.is_on()?,
            refresh_rate: self
                .refreshes_per_minute
                .limit()?
                .map(|exchanges| RefreshRate {
                    exchanges,
                    seconds: MINUTE,
                }),
            max_sessions: self.max_sessions.limit()?,
            revocation: self.revocation.value().copied().unwrap_or_default(),
            on_store_error: *self.on_store_error.get()?,
            store_timeout: *self.store_timeout.get()?,
            staleness: *self.revocation_staleness.get()?,
            longest: longest(lifetime),
            leeway: lifetime.leeway,
            max_lifetime: lifetime.verify_exp.then_some(lifetime.most),
            digest_key: secret.and_then(|secret| derive_key(secret, DIGEST_LABEL)),
        };
        types.has_store.unwrap_or(true).then_some(rules)
    }

    /// Whose sessions they are: the whole name of this service, so that another one that shares the store has no part in
    /// them. What a hook or a handler says of a request is none of it.
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

/// For how long a token could still be presented, from now, that was minted just now. The clock that it was minted by may
/// be ahead by a leeway, and that of whoever purges too; and a handler may give it the most leeway that there is.
fn longest(lifetime: Lifetime) -> i64 {
    // Without expiry, nothing can be forgotten for as long as anybody thinks of it.
    const CENTURY: i64 = 100 * 365 * 24 * 60 * 60;
    match lifetime.verify_exp {
        true => lifetime.most.saturating_add(3 * MAX_LEEWAY_SECONDS),
        false => CENTURY,
    }
}
