//! From settings to what runs: defaults, the checks of values, and prepared keys.

use std::sync::Arc;
use std::time::Duration;

use jwt_syntax::switch::SWITCHES;

use super::issuers::names;
use super::keys::Unused;
use super::lifetime::seconds;
use super::{ConfigError, Problem, Resolved, Settings};
use crate::guard::Web;
use crate::key::KeyRing;
use crate::token_location::BodyLimits;

const DEFAULT_CACHE_CAPACITY: usize = 8192;
const DEFAULT_MAX_BODY_BYTES: usize = 16 * 1024;
/// In seconds.
const DEFAULT_BODY_TIMEOUT: u64 = 10;

/// What the types of a configuration say, with which its settings must agree.
pub(crate) struct Types {
    /// The names of the custom claims.
    pub(crate) claims: &'static [&'static str],
    /// Whether a login request carries the usual [`Credentials`](crate::user::Credentials).
    pub(crate) has_usual_credentials: bool,
    /// Whether there is a store for sessions, if that is known yet.
    pub(crate) has_store: Option<bool>,
    /// Whether the application makes its own refresh tokens.
    pub(crate) has_generator: bool,
    /// Whether there is a user backend.
    pub(crate) has_users: bool,
}

impl Types {
    /// Nothing that any setting could disagree with.
    pub(crate) const UNKNOWN: Self = Self::with_claims(&[]);

    pub(crate) const fn with_claims(claims: &'static [&'static str]) -> Self {
        Self {
            claims,
            has_usual_credentials: true,
            has_store: None,
            has_generator: false,
            has_users: true,
        }
    }
}

impl Settings {
    /// Resolves the settings of a configuration with these types.
    pub(crate) fn resolve(&self, types: &Types) -> Result<Resolved, ConfigError> {
        let mut problems = self.given_wrongly();
        let mut left_out = Vec::new();
        let keys = self.keys(&mut left_out, &mut problems);
        let session_secret = self.session_secret(&mut problems);
        let session_secret = session_secret.as_ref().map(|secret| secret.as_slice());
        let resolved = self.resolve_rules(keys, left_out, session_secret, types, problems)?;
        Ok(Resolved {
            mints: true,
            ..resolved
        })
    }

    fn resolve_rules(
        &self,
        keys: Option<KeyRing>,
        mut left_out: Vec<Unused>,
        session_secret: Option<&[u8]>,
        types: &Types,
        mut problems: Vec<Problem>,
    ) -> Result<Resolved, ConfigError> {
        if let Some(Err(problem)) = keys.as_ref().map(KeyRing::check_ids) {
            problems.push(self.key_id.problem(problem.found, problem.expected));
        }
        let issuer = self.issuer(&mut problems);
        let audience = names(&self.audience, "the name of a service", &mut problems);
        let clients = names(&self.client_id, "the identifier of a client", &mut problems);
        let lifetime = self.lifetime(&mut problems);
        let profile = self.profile(types.claims, lifetime, &mut problems);
        let headers = self.headers(&mut problems);
        let others = self.others(&profile, types.claims, &mut left_out, &mut problems);
        let cache_capacity = self.cache_capacity(&mut problems);
        let mints = keys
            .as_ref()
            .is_some_and(|keys| keys.signing_key().is_some());
        let refreshes =
            types.has_store == Some(true) && self.refresh.value().copied().unwrap_or(mints);
        let mut web = self.web(session_secret, mints, refreshes, &mut problems);
        web.implicit_refresh =
            self.implicit_refresh(&web, lifetime, keys.as_ref(), types, &mut problems);
        let endpoints = self.endpoints(types.has_usual_credentials, &web, &mut problems);
        let sessions = self.sessions(types, session_secret, lifetime, mints, &mut problems);
        let owner = sessions.as_ref().map(|rules| rules.owner);
        let throttling = self.throttling(session_secret, owner, &mut problems);
        let key_per_user = self.key_per_user(keys.as_ref(), types.has_users, &mut problems);
        self.refuse_unused(&mut problems);
        match (keys, lifetime) {
            (Some(keys), Some(lifetime)) if problems.is_empty() => Ok(Resolved {
                keys,
                mints: false,
                key_per_user,
                issuer,
                audience,
                clients,
                profile,
                headers,
                lifetime,
                others,
                left_out,
                cache_capacity,
                web: Arc::new(web),
                endpoints,
                sessions,
                throttling,
            }),
            _ => Err(ConfigError::new(self.config, problems)),
        }
    }

    fn web(
        &self,
        secret: Option<&[u8]>,
        mints: bool,
        refreshes: bool,
        problems: &mut Vec<Problem>,
    ) -> Web {
        let instance = self.instance(problems);
        let instance = instance.as_deref();
        let places = self.places(instance, problems);
        let cookies = self.cookies(&places, instance, refreshes, problems);
        Web {
            delivery: self.delivery(&places, problems),
            csrf: self.csrf(&places, &cookies, secret, mints, problems),
            answers: Arc::new(self.answers(&places, &cookies, problems)),
            login_redirect: self
                .login_redirect
                .value()
                .map(|_| self.login_redirect.text("/login", problems)),
            body: self.body_limits(problems),
            exempt_methods: Self::methods(&self.exempt_methods, "methods such as `POST`", problems)
                .unwrap_or_default(),
            enforce: self.enforce.value().is_none(),
            implicit_refresh: None,
            cookies,
            places,
        }
    }

    fn body_limits(&self, problems: &mut Vec<Problem>) -> BodyLimits {
        let seconds = seconds(&self.body_timeout, DEFAULT_BODY_TIMEOUT, problems);
        BodyLimits {
            bytes: self.max_body_bytes.count(DEFAULT_MAX_BODY_BYTES, problems),
            time: Duration::from_secs(seconds.unwrap_or_default().unsigned_abs()),
        }
    }

    /// What has no effect is a misunderstanding.
    fn refuse_unused(&self, problems: &mut Vec<Problem>) {
        for switch in SWITCHES {
            let is_on = match switch.name {
                "endpoints" => self.endpoints.value(),
                "cache" => self.cache.value(),
                "rate_limit" => self.rate_limit.value(),
                "refresh" => self.refresh.value(),
                "refresh_rotation" => self.refresh_rotation.value(),
                _ => self.cookie_split.value(),
            };
            if !is_on.copied().unwrap_or(switch.is_on_by_default) {
                let found = format!("a value, while `{}` is off", switch.name);
                let is_given = |name: &str| !self.given_among(&[name], "", "").is_empty();
                let silenced: Vec<_> = switch.silences(is_given).collect();
                problems.extend(self.given_among(&silenced, &found, "only one of the two"));
            }
        }
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
        is_on.then(|| capacity.unwrap_or(DEFAULT_CACHE_CAPACITY))
    }
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
    fn what_leaves_a_hole_comes_from_a_literal_only() {
        let with = |origin, word| {
            let mut settings = settings();
            settings.verify_exp.supply(origin, word);
            settings.enforce.supply(origin, word);
            problems(&settings)
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
            let mut settings = settings();
            let id = "a".repeat(bytes);
            settings.key_id.supply(Origin::Literal, &*id);
            problems(&settings)
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
        let mut settings = settings();
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
            let problems = problems(&settings);
            assert_eq!(problems.len(), 1, "{problems:?}");
            assert!(problems[0].starts_with("`session_secret` (field `session_secret`): found"));
            assert!(!problems[0].contains(bad), "a secret was shown");
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
