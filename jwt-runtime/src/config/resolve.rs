//! From settings to what runs: defaults, the checks of values, and prepared keys.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use super::{ConfigError, Problem, Setting, Settings};
use crate::claim::ClaimSet;
use crate::clock::Clock;
use crate::error::Answers;
use crate::guard::Places;
use crate::key::KeyRing;
use crate::token::{Common, Issuer, MAX_AUDIENCES, Minter, Profile, Verifier};

const DEFAULT_ACCESS_TTL: Duration = Duration::from_secs(15 * 60);
const DEFAULT_LEEWAY: Duration = Duration::from_secs(10);
const DEFAULT_CACHE_CAPACITY: usize = 8192;

/// A configuration without problems.
pub(crate) struct Resolved {
    keys: KeyRing,
    issuer: Option<Box<str>>,
    audience: Box<[Box<str>]>,
    profile: Profile,
    /// In seconds.
    access_ttl: i64,
    /// In seconds.
    leeway: i64,
    others: Vec<Issuer>,
    /// `None` if the cache is off.
    cache_capacity: Option<usize>,
    places: Arc<Places>,
    answers: Arc<Answers>,
}

impl Resolved {
    pub(crate) fn keys(&self) -> &KeyRing {
        &self.keys
    }

    pub(crate) fn places(&self) -> &Arc<Places> {
        &self.places
    }

    pub(crate) fn answers(&self) -> &Arc<Answers> {
        &self.answers
    }

    pub(crate) fn minter<T: ClaimSet>(&self, clock: Arc<dyn Clock>, for_others: bool) -> Minter<T> {
        Minter::new(Common {
            keys: self.keys.clone(),
            issuer: self.issuer.clone(),
            audience: self.audience.clone(),
            for_others,
            profile: self.profile.clone(),
            access_ttl: self.access_ttl,
            clock,
        })
    }

    pub(crate) fn verifier<T: ClaimSet>(self, clock: Arc<dyn Clock>) -> Verifier<T> {
        let ourselves = Issuer {
            keys: self.keys,
            name: self.issuer,
            audience: self.audience,
            profile: self.profile,
            foreign: None,
        };
        let max_token_bytes = ourselves.profile.max_token_bytes;
        let issuers = std::iter::once(ourselves).chain(self.others).collect();
        Verifier::new(
            issuers,
            max_token_bytes,
            self.leeway,
            self.cache_capacity,
            clock,
        )
    }
}

impl Settings {
    /// Resolves the settings of a configuration whose custom claims have these names.
    pub(crate) fn resolve(&self, custom: &[&str]) -> Result<Resolved, ConfigError> {
        let mut problems = self.unreadable();
        let keys = self.keys(&mut problems);
        self.resolve_rules(keys, custom, problems)
    }

    /// Resolves settings whose keys were given as a ring.
    pub(crate) fn resolve_with(
        &self,
        keys: KeyRing,
        custom: &[&str],
    ) -> Result<Resolved, ConfigError> {
        self.resolve_rules(Some(keys), custom, self.unreadable())
    }

    fn resolve_rules(
        &self,
        keys: Option<KeyRing>,
        custom: &[&str],
        mut problems: Vec<Problem>,
    ) -> Result<Resolved, ConfigError> {
        let issuer = self.issuer(&mut problems);
        let audience = self.audience(&mut problems);
        let profile = self.profile(custom, &mut problems);
        let access_ttl = seconds(&self.access_ttl, DEFAULT_ACCESS_TTL, &mut problems);
        let leeway = seconds(&self.leeway, DEFAULT_LEEWAY, &mut problems);
        let others = self.others(&profile, &mut problems);
        let cache_capacity = self.cache_capacity(&mut problems);
        let places = self.places(&mut problems);
        let answers = self.answers(&places, &mut problems);
        match (keys, access_ttl, leeway) {
            (Some(keys), Some(access_ttl), Some(leeway)) if problems.is_empty() => Ok(Resolved {
                keys,
                issuer,
                audience,
                profile,
                access_ttl,
                leeway,
                others,
                cache_capacity,
                places: Arc::new(places),
                answers: Arc::new(answers),
            }),
            _ => Err(ConfigError::new(self.config, problems)),
        }
    }

    fn others(&self, own: &Profile, problems: &mut Vec<Problem>) -> Vec<Issuer> {
        let setting = &self.trusted_issuers;
        let trusted = setting.value().map_or(&[][..], Vec::as_slice);
        let mut seen: BTreeSet<&str> = self
            .issuer
            .value()
            .map(String::as_str)
            .into_iter()
            .collect();
        let mut others = Vec::new();
        for issuer in trusted {
            if !seen.insert(issuer.name()) {
                problems.push(setting.problem(
                    format!("the issuer `{}` twice", issuer.name()),
                    "each issuer once, and not the configuration's own",
                ));
            }
            match issuer.resolve(own) {
                Ok(issuer) => others.push(issuer),
                Err(error) => problems.push(setting.problem(error.found, error.expected)),
            }
        }
        others
    }

    fn cache_capacity(&self, problems: &mut Vec<Problem>) -> Option<usize> {
        let capacity = self.cache_capacity.value().copied();
        let (least, most) = self.cache_capacity.limits();
        let is_possible = |count: usize| (least..=most).contains(&(count as u64));
        if let Some(found) = capacity.filter(|found| !is_possible(*found)) {
            problems.push(self.cache_capacity.problem(
                format!("{found}"),
                format!("a number from {least} to {most}, or `cache` off"),
            ));
        }
        let is_on = self.cache.value().copied().unwrap_or(true);
        if !is_on && capacity.is_some() {
            problems.push(
                self.cache_capacity
                    .problem("a capacity, while `cache` is off", "only one of the two"),
            );
        }
        is_on.then(|| capacity.unwrap_or(DEFAULT_CACHE_CAPACITY))
    }

    fn issuer(&self, problems: &mut Vec<Problem>) -> Option<Box<str>> {
        let issuer = self.issuer.value()?;
        if issuer.is_empty() {
            problems.push(self.issuer.problem(
                "an empty name",
                "the name of the issuer, or the setting left out",
            ));
        }
        Some(issuer.as_str().into())
    }

    fn audience(&self, problems: &mut Vec<Problem>) -> Box<[Box<str>]> {
        let names: &[String] = self.audience.value().map_or(&[], Vec::as_slice);
        if self.audience.value().is_some() && names.is_empty() {
            problems.push(self.audience.problem(
                "an empty list",
                "at least one name, or the setting left out",
            ));
        }
        if names.len() > MAX_AUDIENCES {
            problems.push(self.audience.problem(
                format!("{} names", names.len()),
                format!("at most {MAX_AUDIENCES}"),
            ));
        }
        let mut seen = BTreeSet::new();
        for name in names {
            if name.is_empty() {
                problems.push(
                    self.audience
                        .problem("an empty name", "the name of a service"),
                );
            } else if !seen.insert(name) {
                problems.push(
                    self.audience
                        .problem(format!("`{name}` twice"), "each name once"),
                );
            }
        }
        names.iter().map(|name| name.as_str().into()).collect()
    }
}

/// A duration in whole seconds, if it lies within the limits of the setting.
pub(super) fn seconds(
    setting: &Setting<Duration>,
    default: Duration,
    problems: &mut Vec<Problem>,
) -> Option<i64> {
    if setting.unreadable().is_some() {
        return None;
    }
    let (least, most) = setting.limits();
    let duration = setting.value().unwrap_or(&default);
    if duration.subsec_nanos() == 0 && (least..=most).contains(&duration.as_secs()) {
        return i64::try_from(duration.as_secs()).ok();
    }
    let [least, most] = [least, most].map(|seconds| format!("{:?}", Duration::from_secs(seconds)));
    problems.push(setting.problem(
        format!("{duration:?}"),
        format!("whole seconds, from {least} to {most}"),
    ));
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Origin;
    use crate::key::Secret;

    fn settings() -> Settings {
        let mut settings = Settings::new("Api");
        settings.secret.supply(
            Origin::Field("secret"),
            &Secret::from("wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e"),
        );
        settings
    }

    fn problems(settings: &Settings) -> Vec<String> {
        match settings.check() {
            Ok(()) => Vec::new(),
            Err(error) => error.problems().iter().map(ToString::to_string).collect(),
        }
    }

    #[test]
    fn a_secret_is_all_that_is_required() {
        assert_eq!(problems(&settings()), Vec::<String>::new());
        let missing = problems(&Settings::new("Api"));
        assert_eq!(missing.len(), 1);
        assert!(
            missing[0].starts_with("`secret` (not given): found no secret"),
            "{missing:?}"
        );
    }

    #[test]
    fn all_problems_are_reported_together() {
        let mut settings = settings();
        settings.algorithm.supply(Origin::Literal, "HS512");
        settings.issuer.supply(Origin::Literal, "");
        settings
            .audience
            .supply(Origin::Literal, &["a", "a", ""][..]);
        settings.access_ttl.supply(Origin::Variable("TTL"), "25h");
        settings
            .leeway
            .supply(Origin::Field("leeway"), &"soon".to_owned());
        let problems = problems(&settings);
        assert_eq!(problems.len(), 6, "{problems:#?}");
        assert!(
            problems
                .iter()
                .any(|p| p.contains("environment variable `TTL`"))
        );
        assert!(!problems.concat().contains("wYb7"), "a secret was shown");
    }

    #[test]
    fn durations_have_limits() {
        for (ttl, ok) in [
            ("0s", false),
            ("1s", true),
            ("24h", true),
            ("86401s", false),
        ] {
            let mut settings = settings();
            settings.access_ttl.supply(Origin::Literal, ttl);
            assert_eq!(problems(&settings).is_empty(), ok, "{ttl}");
        }
        for (leeway, ok) in [("0s", true), ("5m", true), ("301s", false)] {
            let mut settings = settings();
            settings.leeway.supply(Origin::Literal, leeway);
            assert_eq!(problems(&settings).is_empty(), ok, "{leeway}");
        }
    }

    #[test]
    fn algorithms_that_cannot_sign_with_a_secret_are_refused() {
        for (algorithm, count) in [("RS256", 2), ("none", 1), ("hs256", 1)] {
            let mut settings = settings();
            settings.algorithm.supply(Origin::Literal, algorithm);
            assert_eq!(problems(&settings).len(), count, "{algorithm}");
        }
    }

    #[test]
    fn a_field_replaces_a_literal_and_an_absent_value_replaces_nothing() {
        let mut settings = settings();
        settings.issuer.supply(Origin::Literal, "literal");
        settings
            .issuer
            .supply(Origin::Field("issuer"), &None::<String>);
        assert_eq!(settings.issuer.value().map(String::as_str), Some("literal"));
        settings
            .issuer
            .supply(Origin::Field("issuer"), &Some("field".to_owned()));
        assert_eq!(settings.issuer.value().map(String::as_str), Some("field"));
    }
}
