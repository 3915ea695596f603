//! Resolving the limits of failed logins.

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;

use crate::config::{ClientAddress, LoginLimit, Setting, Settings};
use crate::key::derive_key;
use crate::session::{AttemptLimit, SessionOwner};

const COUNTER_LABEL: &[u8] = b"jwt-guard attempt counter";

/// The limits of failed logins.
pub(crate) struct ThrottleRules {
    /// For one account, from all addresses.
    pub(crate) account: Option<AttemptLimit>,
    pub(crate) account_and_address: Option<AttemptLimit>,
    /// From one address, for all accounts.
    pub(crate) address: Option<AttemptLimit>,
    pub(crate) client_address: ClientAddress,
    /// Whether `client_address` was set explicitly.
    pub(crate) is_address_given: bool,
    /// The key of the digests under which accounts and addresses are counted.
    pub(crate) key: hmac::Key,
    /// The service that the accounts belong to, in a store that services share.
    pub(crate) owner: Option<SessionOwner>,
}

impl Settings {
    /// The limits of failed logins; `None` if a setting is invalid.
    pub(in crate::config) fn throttling(
        &self,
        secret: Option<&[u8]>,
        owner: Option<SessionOwner>,
    ) -> Option<ThrottleRules> {
        let is_on = self.rate_limit.is_on()?;
        let limit = |setting| Some(limit(setting)?.filter(|_| is_on));
        Some(ThrottleRules {
            account: limit(&self.rate_limit_account)?,
            account_and_address: limit(&self.rate_limit_account_and_address)?,
            address: limit(&self.rate_limit_address)?,
            client_address: *self.client_address.get()?,
            is_address_given: !self.client_address.is_absent(),
            key: self.counter_key(secret)?,
            owner,
        })
    }

    /// The key of the digests. Without a secret, the service signs no tokens, and a random key is enough.
    fn counter_key(&self, secret: Option<&[u8]>) -> Option<hmac::Key> {
        match self.counter_secret(secret) {
            Some(secret) => derive_key(&secret, COUNTER_LABEL),
            None => hmac::Key::generate(hmac::HMAC_SHA256, &SystemRandom::new()).ok(),
        }
    }
}

/// A limit; the inner `None` if it is off.
fn limit(setting: &Setting<LoginLimit>) -> Option<Option<AttemptLimit>> {
    match *setting.get()? {
        LoginLimit::Off => Some(None),
        LoginLimit::AtMost { attempts, per } => {
            let window = i64::try_from(per.as_secs()).ok()?;
            Some(Some(AttemptLimit::new(attempts, window)))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::config::Origin;
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

    fn rules(settings: &Settings) -> ThrottleRules {
        settings.throttling(None, None).unwrap()
    }

    fn as_pairs(rules: &ThrottleRules) -> [Option<(u16, i64)>; 3] {
        [rules.account, rules.account_and_address, rules.address]
            .map(|limit| limit.map(|limit| (limit.attempts, limit.window)))
    }

    #[test]
    fn guessing_is_limited_unless_it_is_said_otherwise() {
        let mut settings = settings();
        let usual = [Some((100, 3600)), Some((10, 900)), Some((100, 60))];
        assert_eq!(as_pairs(&rules(&settings)), usual);
        settings.rate_limit_address.supply(Origin::Literal, "off");
        settings.rate_limit_account.supply(Origin::Literal, "7/2h");
        assert_eq!(
            as_pairs(&rules(&settings)),
            [Some((7, 7200)), Some((10, 900)), None]
        );
        settings.rate_limit.supply(Origin::Literal, "off");
        assert_eq!(as_pairs(&rules(&settings)), [None; 3]);
    }

    #[test]
    fn limits_have_limits() {
        for (limit, is_right) in [
            ("1/s", true),
            ("10000/24h", true),
            ("off", true),
            ("0/h", false),
            ("10001/h", false),
            ("10/0s", false),
            ("10/86401s", false),
            ("10", false),
        ] {
            let mut settings = settings();
            settings.rate_limit_account.supply(Origin::Literal, limit);
            let problems = problems(&settings);
            assert_eq!(problems.is_empty(), is_right, "{limit}: {problems:?}");
            assert!(
                problems
                    .iter()
                    .all(|text| text.starts_with("`rate_limit_account`"))
            );
        }
        let mut settings = settings();
        let attempts = 10;
        let per = Duration::from_millis(1500);
        let fraction = LoginLimit::AtMost { attempts, per };
        let origin = Origin::Field("rate_limit_address");
        settings.rate_limit_address.supply(origin, &fraction);
        let proxies = ClientAddress::Proxies(17);
        settings
            .client_address
            .supply(Origin::Field("client_address"), &proxies);
        let problems = problems(&settings);
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems[0].contains("found 10 in `1.5s`"), "{problems:?}");
        assert!(problems[1].contains("found `proxies:17`"), "{problems:?}");
    }

    #[test]
    fn a_limit_that_is_off_altogether_has_no_value_of_its_own() {
        let mut settings = settings();
        settings.rate_limit.supply(Origin::Literal, "off");
        settings.rate_limit_account.supply(Origin::Literal, "7/2h");
        let problems = problems(&settings);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(
            problems[0].contains("while `rate_limit` is off"),
            "{problems:?}"
        );
    }

    #[test]
    fn the_key_of_counters_follows_the_secret_or_the_private_key() {
        let tag = |key: &hmac::Key| hmac::sign(key, b"ada").as_ref().to_vec();
        let of = |settings: &Settings| {
            let secret = settings.session_secret(&mut Vec::new());
            let secret = secret.as_ref().map(|secret| secret.as_slice());
            tag(&settings.counter_key(secret).unwrap())
        };
        assert_eq!(of(&settings()), of(&settings()));
        let signing = crate::key::Ed25519Jwk::generate().private;
        let private = |key: &str| {
            let mut settings = Settings::new("Api");
            let key = Secret::from(key);
            settings
                .private_key
                .supply(Origin::Field("private_key"), &key);
            settings
        };
        assert_eq!(of(&private(&signing)), of(&private(&signing)));
        let other = crate::key::Ed25519Jwk::generate().private;
        assert_ne!(of(&private(&signing)), of(&private(&other)));
        // A service that signs nothing: a key that no client knows.
        let none = Settings::new("Api");
        assert_ne!(of(&none), of(&none));
    }
}
