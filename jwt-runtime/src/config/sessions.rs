//! From settings to the rules of sessions.

use std::time::Duration;

use jwt_syntax::setting::{
    DEFAULT_MAX_SESSIONS, DEFAULT_REFRESH_TTL, DEFAULT_REFRESHES_PER_MINUTE,
};

use super::lifetime::{Lifetime, seconds};
use super::{Problem, RefreshFormat, RevocationReach, Setting, Settings, Types};
use crate::key::derived;
use crate::session::{OwnerName, RefreshRate, SessionOptions, SessionOwner};
use crate::token::MOST_LEEWAY;

const DIGEST_LABEL: &[u8] = b"jwt-guard refresh token";

const MINUTE: i64 = 60;

const DEFAULT_GRACE: u64 = 10;
const DEFAULT_STORE_TIMEOUT: u64 = 2;
const DEFAULT_STALENESS: u64 = 1;

impl Settings {
    /// How sessions are kept; `None` if they are not.
    pub(super) fn sessions(
        &self,
        types: &Types,
        secret: Option<&[u8]>,
        lifetime: Option<Lifetime>,
        mints: bool,
        problems: &mut Vec<Problem>,
    ) -> Option<SessionOptions> {
        let has_store = types.has_store.unwrap_or(true);
        self.refuse_without_store(has_store, mints, problems);
        let refresh = self.refresh.value().copied().unwrap_or(mints);
        let ttl = seconds(&self.refresh_ttl, DEFAULT_REFRESH_TTL, problems)?;
        let idle_ttl = match self.refresh_idle_ttl.is_absent() {
            true => None,
            false => Some(seconds(
                &self.refresh_idle_ttl,
                DEFAULT_REFRESH_TTL,
                problems,
            )?),
        };
        let format = self.refresh_format.value().copied().unwrap_or_default();
        let digest_key = secret.and_then(|secret| derived(secret, DIGEST_LABEL));
        let is_keyed = format == RefreshFormat::Jwt || types.has_generator;
        if is_keyed && digest_key.is_none() && has_store {
            problems.push(self.session_secret.problem(
                "no secret, while digests of refresh tokens are made with it",
                "a field `session_secret: Secret`, or `refresh_format` as `opaque`",
            ));
        }
        if types.has_generator && !self.refresh_format.is_absent() {
            problems.push(self.refresh_format.problem(
                "a format, while a generator makes the refresh tokens",
                "only one of the two",
            ));
        }
        let lifetime = lifetime?;
        self.check_refresh_ttl(ttl, idle_ttl, lifetime.access_ttl, problems);
        let whole = |seconds: i64| Duration::from_secs(seconds.unsigned_abs());
        let goes_on = refresh || self.implicit_refresh.value().is_some();
        let rules = SessionOptions {
            refresh,
            owner: self.owner(types, problems),
            ttl: if goes_on { ttl } else { lifetime.access_ttl },
            idle_ttl: idle_ttl.filter(|_| refresh),
            format,
            rotates: self.refresh_rotation.value().copied().unwrap_or(true),
            grace: seconds(&self.refresh_grace, DEFAULT_GRACE, problems)?,
            requires_access: self
                .refresh_requires_access
                .value()
                .copied()
                .unwrap_or(false),
            refresh_rate: self
                .refreshes_per_minute
                .limit(DEFAULT_REFRESHES_PER_MINUTE, problems)
                .map(|exchanges| RefreshRate {
                    exchanges,
                    seconds: MINUTE,
                }),
            max_sessions: self.max_sessions.limit(DEFAULT_MAX_SESSIONS, problems),
            revocation: self.revocation.value().copied().unwrap_or_default(),
            on_store_error: self.on_store_error.value().copied().unwrap_or_default(),
            store_timeout: whole(seconds(
                &self.store_timeout,
                DEFAULT_STORE_TIMEOUT,
                problems,
            )?),
            staleness: whole(seconds(
                &self.revocation_staleness,
                DEFAULT_STALENESS,
                problems,
            )?),
            longest: longest(lifetime),
            leeway: lifetime.leeway,
            max_lifetime: lifetime.verify_exp.then_some(lifetime.most),
            digest_key,
        };
        has_store.then_some(rules)
    }

    /// Whose sessions they are: the whole name of this service, so that another one that shares the store has no part in
    /// them. What a hook or a handler says of a request is none of it.
    fn owner(&self, types: &Types, problems: &mut Vec<Problem>) -> SessionOwner {
        let texts = |setting: &Setting<Vec<String>>| -> Vec<Box<str>> {
            let names = setting.value().map_or(&[][..], Vec::as_slice);
            names.iter().map(|name| name.as_str().into()).collect()
        };
        let name = OwnerName {
            issuer: self.issuer.value().map(String::as_str),
            own: self.session_owner.value().map(String::as_str),
            audience: &texts(&self.audience),
            clients: &texts(&self.client_id),
            instance: self.instance.value().map(String::as_str),
        };
        if name.own == Some("") {
            problems.push(self.session_owner.problem(
                "an empty name",
                "the name of the service, or the setting left out",
            ));
        }
        if types.has_store == Some(true) && name.issuer.or(name.own).is_none() {
            problems.push(self.session_owner.problem(
                "none, and no `issuer`, while a store keeps sessions",
                "the name of the service whose sessions they are, such as `session_owner = \"shop\"` in `#[auth(..)]`, or an \
                 `issuer`",
            ));
        }
        SessionOwner::of(&name)
    }

    /// What asks for a store, where there is none.
    fn refuse_without_store(&self, has_store: bool, mints: bool, problems: &mut Vec<Problem>) {
        let store = "a store: `Auth::builder(..).store(..)`";
        let refresh = self.refresh.value().copied();
        if refresh == Some(true) && !mints {
            let found = "`on`, while there is no key that signs";
            problems.push(
                self.refresh
                    .problem(found, "a key that signs, or `refresh` off"),
            );
        }
        if has_store {
            return;
        }
        if refresh == Some(true) {
            problems.push(self.refresh.problem("`on`, while there is no store", store));
        }
        let reach = self.revocation.value().copied();
        if matches!(reach, Some(RevocationReach::All | RevocationReach::Refresh)) {
            problems.push(
                self.revocation
                    .problem("a reach, while there is no store", store),
            );
        }
        // Without a store, only what replaces an access token has to know when its session ends.
        if self.implicit_refresh.value().is_none() {
            let found = "a value, while there is no store";
            problems.extend(self.given_among(&["refresh_ttl"], found, store));
        }
        let needs_store = [
            "session_owner",
            "refresh_idle_ttl",
            "refresh_format",
            "refresh_rotation",
            "refresh_grace",
            "refresh_requires_access",
            "refreshes_per_minute",
            "max_sessions",
            "on_store_error",
            "store_timeout",
            "revocation_staleness",
            "cookie_refresh_name",
            "csrf_refresh_header",
            "csrf_refresh_cookie",
            "csrf_refresh_field",
            "refresh_token_key",
            "query_refresh_name",
            "query_refresh_prefix",
            "json_refresh_key",
            "form_refresh_key",
            "path_refresh",
            "path_revoke",
            "path_logout_all",
        ];
        problems.extend(self.given_among(&needs_store, "a value, while there is no store", store));
    }

    fn check_refresh_ttl(
        &self,
        ttl: i64,
        idle_ttl: Option<i64>,
        access_ttl: i64,
        problems: &mut Vec<Problem>,
    ) {
        for (setting, found) in [
            (&self.refresh_ttl, Some(ttl)),
            (&self.refresh_idle_ttl, idle_ttl),
        ] {
            if let Some(found) = found.filter(|found| *found < access_ttl) {
                problems.push(setting.problem(
                    format!("{found}s, while `access_ttl` is {access_ttl}s"),
                    "a session that is no shorter than its access tokens",
                ));
            }
        }
        if let Some(idle) = idle_ttl.filter(|idle| *idle > ttl) {
            problems.push(self.refresh_idle_ttl.problem(
                format!("{idle}s, while `refresh_ttl` is {ttl}s"),
                "a shorter time than `refresh_ttl`, or none",
            ));
        }
    }
}

/// For how long a token could still be presented, from now, that was minted just now. The clock that it was minted by may
/// be ahead by a leeway, and that of whoever purges too; and a handler may give it the most leeway that there is.
fn longest(lifetime: Lifetime) -> i64 {
    // Without expiry, nothing can be forgotten for as long as anybody thinks of it.
    const CENTURY: i64 = 100 * 365 * 24 * 60 * 60;
    match lifetime.verify_exp {
        true => lifetime.most.saturating_add(3 * MOST_LEEWAY),
        false => CENTURY,
    }
}
