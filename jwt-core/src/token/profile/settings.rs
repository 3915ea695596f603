//! The settings of a minter or a verifier outside an `Auth`, checked as those of a configuration are.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use jwt_syntax::algorithm::Algorithm;
use jwt_syntax::choice::AccessTtl;
use jwt_syntax::setting::{
    Fact, KnownValue, SettingKey, SettingType, SettingsView, WrongValue, contradictions, key,
};

use super::token_profile::Profile;
use crate::clock::{Clock, SystemClock};
use crate::error::{ConfigError, Origin, Problem};
use crate::key::KeyRing;

/// The settings that a builder of a minter or of a verifier was given.
pub(crate) struct BuilderSettings {
    pub(crate) keys: KeyRing,
    pub(crate) issuer: Option<String>,
    pub(crate) audience: Option<Vec<String>>,
    pub(crate) access_ttl: Option<AccessTtl>,
    pub(crate) max_lifetime: Option<Duration>,
    pub(crate) leeway: Option<Duration>,
    pub(crate) clock: Arc<dyn Clock>,
}

impl BuilderSettings {
    pub(crate) fn new(keys: KeyRing) -> Self {
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

/// The same settings, checked, with defaults for those that were not given.
pub(crate) struct CheckedSettings {
    pub(crate) issuer: Option<Box<str>>,
    pub(crate) audience: Box<[Box<str>]>,
    /// In seconds; `None` if access tokens never expire.
    pub(crate) access_ttl: Option<i64>,
    /// In seconds.
    pub(crate) leeway: i64,
    pub(crate) profile: Profile,
    problems: Vec<Problem>,
}

impl CheckedSettings {
    pub(crate) fn of(given: &BuilderSettings) -> Self {
        let mut checked = Self {
            issuer: given.issuer.as_deref().map(Box::from),
            audience: given
                .audience
                .iter()
                .flatten()
                .map(|name| Box::from(&**name))
                .collect(),
            access_ttl: None,
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
        checked.check(key::access_ttl, given.access_ttl.as_ref());
        let access_ttl = given.access_ttl.or_else(|| key::access_ttl.default_value());
        checked.access_ttl = access_ttl.and_then(AccessTtl::time).map(seconds);
        checked.profile.max_lifetime = checked.seconds(key::max_lifetime, given.max_lifetime);
        checked.leeway = checked.seconds(key::leeway, given.leeway);
        checked
    }

    pub(crate) fn report(&mut self, setting: &'static str, wrong: WrongValue) {
        let WrongValue {
            found, expected, ..
        } = wrong;
        let problem = Problem::new(setting, Origin::Call, found, expected);
        self.problems.push(problem);
    }

    fn check<T: SettingType>(&mut self, setting: SettingKey<T>, given: Option<&T>) {
        if let Some(Err(wrong)) = given.map(|value| setting.check(value)) {
            self.report(setting.name(), wrong);
        }
    }

    fn seconds(&mut self, setting: SettingKey<Duration>, given: Option<Duration>) -> i64 {
        self.check(setting, given.as_ref());
        let duration = given.or_else(|| setting.default_value());
        duration.map(seconds).unwrap_or_default()
    }

    /// Reports an `access_ttl` that exceeds `max_lifetime`: a verifier would refuse what is minted.
    pub(crate) fn check_access_ttl(&mut self, given: &BuilderSettings) {
        if self.problems.is_empty() {
            for found in contradictions(given) {
                self.report(found.setting, found.wrong);
            }
        }
    }

    /// The settings, if nothing is wrong with them; `name` is what they are for.
    pub(crate) fn finish(mut self, name: &'static str) -> Result<Self, ConfigError> {
        match std::mem::take(&mut self.problems) {
            problems if problems.is_empty() => Ok(self),
            problems => Err(ConfigError::new(name, problems)),
        }
    }
}

/// The limits of each setting are far below the greatest number.
fn seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or_default()
}

/// Only a minter is checked against the rules between settings. Those that it has no method for are unknown.
impl SettingsView for BuilderSettings {
    fn value<T: SettingType>(&self, setting: SettingKey<T>) -> KnownValue<T> {
        let given = |value: &dyn Any| {
            let value = value.downcast_ref::<Option<T>>();
            value.map(|value| value.clone().map_or(KnownValue::Default, KnownValue::Given))
        };
        let known = match setting.name() {
            name if name == key::access_ttl.name() => given(&self.access_ttl),
            name if name == key::max_lifetime.name() => given(&self.max_lifetime),
            _ => None,
        };
        known.unwrap_or(KnownValue::Unknown)
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

    fn key_algorithms(&self) -> Option<Vec<Algorithm>> {
        None
    }
}

/// The methods that the builders of minters and of verifiers have in common, on their field `settings`.
macro_rules! common_settings {
    () => {
        /// The issuer, `iss`: a minter writes it, a verifier requires it.
        pub fn issuer(mut self, name: &str) -> Self {
            self.settings.issuer = Some(name.to_owned());
            self
        }

        /// The services that tokens are for, `aud`: a minter writes all of them, unless a token says otherwise; a verifier
        /// requires one of them, and without a call, a token without `aud`.
        pub fn audience<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
            self.settings.audience = Some(names.into_iter().map(str::to_owned).collect());
            self
        }

        /// How long any access token may be valid: in whole seconds, 30 days at most, one day by default.
        pub fn max_lifetime(mut self, most: Duration) -> Self {
            self.settings.max_lifetime = Some(most);
            self
        }

        /// Replaces the machine's clock, for tests.
        pub fn clock(mut self, clock: impl Clock) -> Self {
            self.settings.clock = Arc::new(clock);
            self
        }
    };
}

pub(crate) use common_settings;
