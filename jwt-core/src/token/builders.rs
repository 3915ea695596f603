//! Minters and verifiers outside an `Auth`: the same settings, the same checks of them, and keys from a ring.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use jwt_syntax::setting::{Fact, Key, Known, SettingType, View, WrongValue, contradictions, key};
use serde_json::Map;

use super::{
    Carries, Issuer, Minter, MinterOptions, Profile, TrustedIssuer, Verifier, VerifierOptions,
    resolve_issuers,
};
use crate::claim::ClaimSet;
use crate::clock::{Clock, SystemClock};
use crate::config_error::{ConfigError, Origin, Problem};
use crate::key::KeyRing;

/// How many verified tokens are remembered.
const CACHE_CAPACITY: usize = 8192;

/// What either builder was given.
struct Given {
    keys: KeyRing,
    issuer: Option<String>,
    audience: Option<Vec<String>>,
    access_ttl: Option<Duration>,
    max_lifetime: Option<Duration>,
    leeway: Option<Duration>,
    clock: Arc<dyn Clock>,
}

impl Given {
    fn new(keys: KeyRing) -> Self {
        Self {
            keys,
            issuer: None,
            audience: None,
            access_ttl: None,
            max_lifetime: None,
            leeway: None,
            clock: Arc::new(SystemClock::default()),
        }
    }
}

/// What a builder was given, as minters and verifiers want it. Times are in seconds.
struct Checked {
    issuer: Option<Box<str>>,
    audience: Box<[Box<str>]>,
    access_ttl: i64,
    leeway: i64,
    profile: Profile,
    problems: Vec<Problem>,
}

impl Checked {
    fn of(given: &Given) -> Self {
        let mut checked = Self {
            issuer: given.issuer.as_deref().map(Box::from),
            audience: given
                .audience
                .iter()
                .flatten()
                .map(|name| Box::from(&**name))
                .collect(),
            access_ttl: 0,
            leeway: 0,
            profile: Profile::default(),
            problems: Vec::new(),
        };
        if let Err(wrong) = given.keys.check_ids() {
            let wrong = WrongValue::new(wrong.found, wrong.expected);
            checked.report("key_id", wrong);
        }
        checked.check(key::issuer, given.issuer.as_ref());
        checked.check(key::audience, given.audience.as_ref());
        checked.access_ttl = checked.seconds(key::access_ttl, given.access_ttl);
        checked.profile.max_lifetime = checked.seconds(key::max_lifetime, given.max_lifetime);
        checked.leeway = checked.seconds(key::leeway, given.leeway);
        checked
    }

    fn report(&mut self, setting: &'static str, wrong: WrongValue) {
        let WrongValue {
            found, expected, ..
        } = wrong;
        let problem = Problem::new(setting, Origin::Call, found, expected);
        self.problems.push(problem);
    }

    fn check<T: SettingType>(&mut self, setting: Key<T>, given: Option<&T>) {
        if let Some(Err(wrong)) = given.map(|value| setting.check(value)) {
            self.report(setting.name(), wrong);
        }
    }

    fn seconds(&mut self, setting: Key<Duration>, given: Option<Duration>) -> i64 {
        self.check(setting, given.as_ref());
        let duration = given.or_else(|| setting.default_value());
        let seconds = duration.map(|duration| i64::try_from(duration.as_secs()));
        seconds.and_then(Result::ok).unwrap_or_default()
    }

    /// Minted tokens must not live longer than a verifier takes them.
    fn check_access_ttl(&mut self, given: &Given) {
        if self.problems.is_empty() {
            for found in contradictions(given) {
                self.report(found.setting, found.wrong);
            }
        }
    }
}

/// What a minter was given. Of the settings that it has no method for, nothing is known.
impl View for Given {
    fn value<T: SettingType>(&self, setting: Key<T>) -> Known<T> {
        let given = [
            (key::access_ttl, &self.access_ttl),
            (key::max_lifetime, &self.max_lifetime),
        ];
        let mut given = given.into_iter();
        match given.find(|(known, _)| known.name() == setting.name()) {
            Some((_, None)) => Known::Default,
            Some((_, Some(value))) => {
                let value: &dyn Any = value;
                value
                    .downcast_ref()
                    .cloned()
                    .map_or(Known::Unknown, Known::Given)
            }
            None => Known::Unknown,
        }
    }

    fn is_given(&self, name: &str) -> Option<bool> {
        match name {
            _ if name == key::access_ttl.name() => Some(self.access_ttl.is_some()),
            _ if name == key::max_lifetime.name() => Some(self.max_lifetime.is_some()),
            _ => None,
        }
    }

    fn holds(&self, _: Fact) -> Option<bool> {
        None
    }

    fn custom_claims(&self) -> Option<&[&str]> {
        None
    }
}

/// A [`Minter`] in the making; see [`Minter::builder`].
#[must_use = "nothing is minted before `.build()`"]
pub struct MinterBuilder<T> {
    given: Given,
    claims: PhantomData<fn() -> T>,
}

impl<T: ClaimSet> MinterBuilder<T> {
    pub(super) fn new(keys: KeyRing) -> Self {
        Self {
            given: Given::new(keys),
            claims: PhantomData,
        }
    }

    /// Names the issuer: `iss`.
    pub fn issuer(mut self, name: &str) -> Self {
        self.given.issuer = Some(name.to_owned());
        self
    }

    /// Names the services that the tokens are for: `aud`. A token may say otherwise.
    pub fn audience<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        self.given.audience = Some(names.into_iter().map(str::to_owned).collect());
        self
    }

    /// How long an access token is valid: 15 minutes unless given, in whole seconds.
    pub fn access_ttl(mut self, ttl: Duration) -> Self {
        self.given.access_ttl = Some(ttl);
        self
    }

    /// How long any access token may be valid: one day unless given, in whole seconds, 30 days at most.
    pub fn max_lifetime(mut self, most: Duration) -> Self {
        self.given.max_lifetime = Some(most);
        self
    }

    /// Replaces the machine's clock, for tests.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.given.clock = Arc::new(clock);
        self
    }

    /// Checks the settings.
    ///
    /// # Errors
    ///
    /// All problems at once.
    pub fn build(self) -> Result<Minter<T>, ConfigError> {
        let mut checked = Checked::of(&self.given);
        checked.check_access_ttl(&self.given);
        if !checked.problems.is_empty() {
            return Err(ConfigError::new("Minter", checked.problems));
        }
        Ok(Minter::new(MinterOptions {
            keys: self.given.keys,
            key_per_user: false,
            issuer: checked.issuer,
            audience: checked.audience,
            clients: Box::default(),
            for_others: true,
            scopes: None,
            profile: checked.profile,
            headers: Map::new(),
            access_ttl: checked.access_ttl,
            clock: self.given.clock,
        }))
    }
}

/// A [`Verifier`] in the making; see [`Verifier::builder`].
#[must_use = "nothing is verified before `.build()`"]
pub struct VerifierBuilder<T> {
    given: Given,
    trusted: Vec<TrustedIssuer>,
    caches: bool,
    claims: PhantomData<fn() -> T>,
}

impl<T: ClaimSet> VerifierBuilder<T> {
    pub(super) fn new(keys: KeyRing) -> Self {
        Self {
            given: Given::new(keys),
            trusted: Vec::new(),
            caches: true,
            claims: PhantomData,
        }
    }

    /// Requires this `iss`.
    pub fn issuer(mut self, name: &str) -> Self {
        self.given.issuer = Some(name.to_owned());
        self
    }

    /// Requires `aud` to name one of these. Without a call, a token must name nobody.
    pub fn audience<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        self.given.audience = Some(names.into_iter().map(str::to_owned).collect());
        self
    }

    /// By how much the clocks of two machines may differ: 10 seconds unless given, in whole seconds, five minutes at
    /// most.
    pub fn leeway(mut self, leeway: Duration) -> Self {
        self.given.leeway = Some(leeway);
        self
    }

    /// How long any access token may be valid: one day unless given, in whole seconds, 30 days at most.
    pub fn max_lifetime(mut self, most: Duration) -> Self {
        self.given.max_lifetime = Some(most);
        self
    }

    /// Accepts the access tokens of another issuer too.
    pub fn trusted_issuer(mut self, issuer: TrustedIssuer) -> Self {
        self.trusted.push(issuer);
        self
    }

    /// Whether tokens that were verified are remembered; they are, unless given.
    pub fn cache(mut self, on: bool) -> Self {
        self.caches = on;
        self
    }

    /// Replaces the machine's clock, for tests.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.given.clock = Arc::new(clock);
        self
    }

    /// Checks the settings.
    ///
    /// # Errors
    ///
    /// All problems at once.
    pub fn build(self) -> Result<Verifier<T>, ConfigError> {
        let mut checked = Checked::of(&self.given);
        let name = self.given.issuer.as_deref();
        let others = resolve_issuers(&self.trusted, name, &checked.profile, T::NAMES);
        for wrong in others.wrong {
            checked.report("trusted_issuers", wrong);
        }
        if !checked.problems.is_empty() {
            return Err(ConfigError::new("Verifier", checked.problems));
        }
        for (set, key) in others.left_out {
            key.log(&format!("{set} of a verifier"));
        }
        let max_token_bytes = checked.profile.max_token_bytes;
        let ourselves = Issuer {
            keys: self.given.keys,
            name: checked.issuer,
            audience: checked.audience,
            clients: Box::default(),
            profile: checked.profile,
            foreign: None,
            carries: Carries::default(),
        };
        Ok(Verifier::new(VerifierOptions {
            issuers: std::iter::once(ourselves).chain(others.issuers).collect(),
            max_token_bytes,
            leeway: checked.leeway,
            cache_capacity: self.caches.then_some(CACHE_CAPACITY),
            extra: None,
            clock: self.given.clock,
            key_per_user: false,
        }))
    }
}

impl<T> fmt::Debug for MinterBuilder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MinterBuilder").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for VerifierBuilder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifierBuilder").finish_non_exhaustive()
    }
}
