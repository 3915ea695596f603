//! Resolving settings: once all of them are valid, they become options and prepared keys.

mod http;
mod keys;
mod resolved;
mod sessions;
mod start_up;
mod token;
mod types;

pub(crate) use http::{CredentialMembers, Endpoints};
pub(crate) use resolved::Resolved;
pub(crate) use types::{Types, has_users};

use std::sync::Arc;

use crate::config::resolve::keys::Unused;
use crate::config::resolve::start_up::StartUp;
use crate::config::{ConfigError, HttpSettings, Problem, Settings};
use crate::key::KeyRing;
use crate::token_location::BodyLimits;

impl Settings {
    /// Validates all settings.
    ///
    /// ```
    /// use jwt_guard::prelude::*;
    ///
    /// #[derive(AuthConfig)]
    /// struct Api {
    ///     secret: Secret,
    /// }
    ///
    /// let api = Api { secret: Secret::random().unwrap() };
    /// assert!(api.settings().check().is_ok());
    /// ```
    ///
    /// # Errors
    ///
    /// All problems at once.
    pub fn check(&self) -> Result<(), ConfigError> {
        self.resolve(&Types::UNKNOWN).map(drop)
    }

    /// The problems of a configuration that is known to have some.
    #[must_use]
    pub fn problems(&self) -> ConfigError {
        self.resolve(&Types::UNKNOWN)
            .err()
            .unwrap_or_else(|| ConfigError::new(self.config, Vec::new()))
    }

    /// Resolves the settings of a configuration with these types.
    pub(crate) fn resolve(&self, types: &Types) -> Result<Resolved, ConfigError> {
        let mut problems = self.given_wrongly();
        let mut left_out = Vec::new();
        let keys = self.keys(&mut left_out, &mut problems);
        let session_secret = self.session_secret(&mut problems);
        let session_secret = session_secret.as_ref().map(|secret| secret.as_slice());
        let start_up = StartUp {
            settings: self,
            types,
            keys: keys.as_ref(),
            has_secret: session_secret.is_some(),
        };
        let resolved = self.resolve_rest(&start_up, left_out, session_secret, problems)?;
        Ok(Resolved {
            mints: true,
            ..resolved
        })
    }

    fn resolve_rest(
        &self,
        start_up: &StartUp<'_>,
        mut left_out: Vec<Unused>,
        session_secret: Option<&[u8]>,
        mut problems: Vec<Problem>,
    ) -> Result<Resolved, ConfigError> {
        let StartUp { types, keys, .. } = *start_up;
        if let Some(Err(problem)) = keys.map(KeyRing::check_ids) {
            problems.push(self.key_id.problem(problem.found, problem.expected));
        }
        problems.extend(start_up.problems());
        let lifetime = self.lifetime();
        let profile = self.profile(lifetime);
        // Problems of trusted issuers are reported even if other settings are invalid.
        let own_profile = profile.clone().unwrap_or_default();
        let others = self.others(&own_profile, types.claims, &mut left_out, &mut problems);
        let headers = self.headers(&mut problems);
        let mints = keys.is_some_and(|keys| keys.signing_key().is_some());
        let sessions = self.sessions(types, session_secret, lifetime, mints);
        let session_owner = sessions.as_ref().map(|rules| rules.owner);
        let resolved = || {
            let web = self.http_settings(session_secret, start_up.refreshes())?;
            let endpoints = self.endpoints(&web)?;
            Some(Resolved {
                keys: keys?.clone(),
                mints: false,
                has_short_secret: self.has_short_secret(),
                key_per_user: self.key_per_user.is_on()?,
                issuer: self.issuer.text(),
                audience: self.audience.texts(),
                clients: self.client_id.texts(),
                profile: profile?,
                headers,
                lifetime: lifetime?,
                others,
                left_out,
                cache_capacity: match self.cache.is_on()? {
                    true => Some(*self.cache_capacity.get()?),
                    false => None,
                },
                responses: self.response_settings(&web, &endpoints)?,
                endpoints,
                web: Arc::new(web),
                sessions,
                session_owner,
                counter_key: self.counter_key(session_secret)?,
            })
        };
        let resolved = if problems.is_empty() {
            resolved()
        } else {
            None
        };
        resolved.ok_or_else(|| ConfigError::new(self.config, problems))
    }

    fn http_settings(&self, secret: Option<&[u8]>, refreshes: bool) -> Option<HttpSettings> {
        let token_locations = self.token_locations()?;
        let cookies = self.cookies(&token_locations, refreshes)?;
        Some(HttpSettings {
            delivery: self.delivery(&token_locations),
            csrf: self.csrf(&cookies, secret)?,
            login_redirect: self.login_redirect.text(),
            body: BodyLimits {
                bytes: *self.max_body_bytes.get()?,
                time: *self.body_timeout.get()?,
            },
            exempt_methods: Self::methods(&self.exempt_methods)?,
            enforce: self.enforce.value().is_none(),
            user_lookup: *self.user_lookup.get()?,
            implicit_refresh: self.implicit_refresh(),
            cookies,
            token_locations,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Origin;
    use crate::key::Secret;

    #[test]
    fn a_secret_is_all_that_is_required() {
        assert_eq!(
            Settings::with_secret().problem_texts(),
            Vec::<String>::new()
        );
        let missing = Settings::new("Api").problem_texts();
        assert_eq!(missing.len(), 1);
        assert!(
            missing[0].starts_with("`secret` (not given): found no secret"),
            "{missing:?}"
        );
    }

    #[test]
    fn all_problems_are_reported_together() {
        let mut settings = Settings::with_secret();
        settings.algorithm.supply(Origin::Literal, "HS512");
        settings.issuer.supply(Origin::Literal, "");
        settings.audience.supply(Origin::Literal, &["a", "a"][..]);
        settings.access_ttl.supply(Origin::Variable("TTL"), "25h");
        settings
            .leeway
            .supply(Origin::Field("leeway"), &"soon".to_owned());
        let problems = settings.problem_texts();
        assert_eq!(problems.len(), 5, "{problems:#?}");
        assert!(
            problems
                .iter()
                .any(|p| p.contains("environment variable `TTL`"))
        );
        assert!(!problems.concat().contains("wYb7"), "a secret was shown");
    }

    #[test]
    fn what_leaves_a_hole_comes_from_a_literal_only() {
        let with = |origin, word| {
            let mut settings = Settings::with_secret();
            settings.verify_exp.supply(origin, word);
            settings.enforce.supply(origin, word);
            settings.problem_texts()
        };
        assert_eq!(with(Origin::Literal, "dangerously-off"), [""; 0]);
        assert_eq!(with(Origin::Literal, "off").len(), 2);
        for origin in [Origin::Variable("X"), Origin::Field("x"), Origin::Call] {
            let problems = with(origin, "dangerously-off");
            assert_eq!(problems.len(), 2, "{problems:?}");
            assert!(
                problems[0].contains("expected a literal in `#[auth(..)]`"),
                "{problems:?}"
            );
        }
    }

    #[test]
    fn a_name_that_no_token_can_give_a_key_is_refused() {
        let with = |bytes: usize| {
            let mut settings = Settings::with_secret();
            let id = "a".repeat(bytes);
            settings.key_id.supply(Origin::Literal, &*id);
            settings.problem_texts()
        };
        assert_eq!(with(256), [""; 0]);
        let long = with(257);
        assert_eq!(long.len(), 1, "{long:?}");
        assert!(
            long[0].starts_with("`key_id` (literal") && long[0].contains("a `kid` of 257 bytes"),
            "{long:?}"
        );
    }

    #[test]
    fn other_keys_are_derived_from_the_session_secret_or_else_from_the_secret() {
        let of = |settings: &Settings| settings.session_secret(&mut Vec::new());
        let mut settings = Settings::with_secret();
        assert_eq!(
            **of(&settings).unwrap(),
            *b"wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e"
        );
        let supply = |settings: &mut Settings, text: &str| {
            settings
                .session_secret
                .supply(Origin::Field("session_secret"), &Secret::from(text));
        };
        supply(&mut settings, "Zq3vK8tB1nW6yM4xR9cL2sH7fD5gJ0pE");
        assert_eq!(
            **of(&settings).unwrap(),
            *b"Zq3vK8tB1nW6yM4xR9cL2sH7fD5gJ0pE"
        );
        for bad in ["short", "wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e"] {
            supply(&mut settings, bad);
            let problems = settings.problem_texts();
            assert_eq!(problems.len(), 1, "{problems:?}");
            assert!(problems[0].starts_with("`session_secret` (field `session_secret`): found"));
            assert!(!problems[0].contains(bad), "a secret was shown");
        }
    }

    #[test]
    fn algorithms_that_cannot_sign_with_a_secret_are_refused() {
        for (algorithm, count) in [("RS256", 2), ("none", 1), ("hs256", 1)] {
            let mut settings = Settings::with_secret();
            settings.algorithm.supply(Origin::Literal, algorithm);
            assert_eq!(settings.problem_texts().len(), count, "{algorithm}");
        }
    }

    #[test]
    fn a_field_replaces_a_literal_and_an_absent_value_replaces_nothing() {
        let mut settings = Settings::with_secret();
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
