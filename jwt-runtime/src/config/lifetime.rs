//! From settings to how long tokens are valid.

use std::time::Duration;

use jwt_syntax::setting::{
    DEFAULT_ACCESS_TTL, DEFAULT_LEEWAY, DEFAULT_MAX_LIFETIME, whole_seconds,
};

use super::{Problem, Setting, Settings};

/// How long tokens are valid, in seconds.
#[derive(Clone, Copy)]
pub(super) struct Lifetime {
    pub(super) access_ttl: i64,
    pub(super) most: i64,
    pub(super) leeway: i64,
    /// Whether access tokens expire.
    pub(super) verify_exp: bool,
}

impl Settings {
    pub(super) fn lifetime(&self, problems: &mut Vec<Problem>) -> Option<Lifetime> {
        let access_ttl = seconds(&self.access_ttl, DEFAULT_ACCESS_TTL, problems);
        let most = seconds(&self.max_lifetime, DEFAULT_MAX_LIFETIME, problems);
        let leeway = seconds(&self.leeway, DEFAULT_LEEWAY, problems);
        if let (Some(access_ttl), Some(most)) = (access_ttl, most)
            && access_ttl > most
        {
            let (blamed, found) = match self.access_ttl.is_absent() {
                true => (
                    &self.max_lifetime,
                    format!("{most}s, while `access_ttl` is {access_ttl}s"),
                ),
                false => (
                    &self.access_ttl,
                    format!("{access_ttl}s, while `max_lifetime` is {most}s"),
                ),
            };
            problems.push(blamed.problem(
                found,
                "an `access_ttl` that is no longer than `max_lifetime`",
            ));
        }
        Some(Lifetime {
            access_ttl: access_ttl?,
            most: most?,
            leeway: leeway?,
            verify_exp: self.verify_exp.value().is_none(),
        })
    }
}

/// A duration in whole seconds, if it lies within the limits of the setting.
pub(super) fn seconds(
    setting: &Setting<Duration>,
    default: u64,
    problems: &mut Vec<Problem>,
) -> Option<i64> {
    if setting.unreadable().is_some() {
        return None;
    }
    let duration = setting
        .value()
        .copied()
        .unwrap_or(Duration::from_secs(default));
    match whole_seconds(setting.name(), duration) {
        Ok(seconds) => Some(seconds),
        Err(wrong) => {
            problems.extend(setting.problems([wrong]));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Origin;
    use super::*;
    use crate::key::Secret;

    fn settings() -> Settings {
        let mut settings = Settings::new("Api");
        let secret = Secret::from("wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e");
        settings.secret.supply(Origin::Field("secret"), &secret);
        settings
    }

    fn problems(settings: &Settings) -> Vec<String> {
        let error = settings.check().err();
        let problems = error.iter().flat_map(|error| error.problems());
        problems.map(ToString::to_string).collect()
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
    fn no_lifetime_is_longer_than_30_days() {
        let longest = |most, ttl| {
            let mut settings = settings();
            settings.max_lifetime.supply(Origin::Literal, most);
            settings.access_ttl.supply(Origin::Literal, ttl);
            problems(&settings)
        };
        assert_eq!(longest("30d", "30d"), [""; 0]);
        assert_eq!(longest("30d", "2592001s").len(), 1);
        assert_eq!(longest("2592001s", "1s").len(), 1);
        assert_eq!(
            longest("1h", "3601s"),
            [
                "`access_ttl` (literal in `#[auth(..)]`): found 3601s, while `max_lifetime` is 3600s; expected an \
                 `access_ttl` that is no longer than `max_lifetime`"
            ]
        );
    }

    #[test]
    fn a_lifetime_shorter_than_the_usual_token_is_blamed_itself() {
        let mut settings = settings();
        settings.max_lifetime.supply(Origin::Literal, "1m");
        let problems = problems(&settings);
        assert!(
            problems[0].starts_with(
                "`max_lifetime` (literal in `#[auth(..)]`): found 60s, while `access_ttl` is 900s"
            ),
            "{problems:?}"
        );
    }
}
