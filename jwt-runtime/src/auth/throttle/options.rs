//! `ThrottleOptions`: the limits of failed logins of one configuration.

use aws_lc_rs::hmac;

use crate::config::{ClientAddress, LoginLimit, Resolved, Setting, Settings};
use crate::session::{AttemptLimit, SessionOwner};

/// The limits of failed logins.
pub(crate) struct ThrottleOptions {
    /// For one account, from all addresses.
    pub(super) account: Option<AttemptLimit>,
    pub(super) account_and_address: Option<AttemptLimit>,
    /// From one address, for all accounts.
    pub(super) address: Option<AttemptLimit>,
    pub(super) client_address: ClientAddress,
    /// Whether `client_address` was set explicitly.
    pub(super) is_address_given: bool,
    /// The key of the digests under which accounts and addresses are counted.
    pub(super) key: hmac::Key,
    /// The service that the accounts belong to, in a store that services share.
    pub(super) owner: Option<SessionOwner>,
}

impl ThrottleOptions {
    /// The limits that these settings state; `None` if one of them is invalid. `resolved` is what else they resolve to.
    pub(crate) fn resolve(settings: &Settings, resolved: &Resolved) -> Option<Self> {
        let is_on = settings.rate_limit.is_on()?;
        let limit = |setting| Some(limit(setting)?.filter(|_| is_on));
        Some(Self {
            account: limit(&settings.rate_limit_account)?,
            account_and_address: limit(&settings.rate_limit_account_and_address)?,
            address: limit(&settings.rate_limit_address)?,
            client_address: *settings.client_address.get()?,
            is_address_given: !settings.client_address.is_absent(),
            key: resolved.counter_key().clone(),
            owner: resolved.session_owner(),
        })
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
    use crate::config::{Origin, Types};

    fn options(settings: &Settings) -> ThrottleOptions {
        let resolved = settings.resolve(&Types::UNKNOWN).unwrap();
        ThrottleOptions::resolve(settings, &resolved).unwrap()
    }

    fn as_pairs(options: &ThrottleOptions) -> [Option<(u16, i64)>; 3] {
        [
            options.account,
            options.account_and_address,
            options.address,
        ]
        .map(|limit| limit.map(|limit| (limit.attempts, limit.window)))
    }

    #[test]
    fn guessing_is_limited_unless_it_is_said_otherwise() {
        let usual = [Some((100, 3600)), Some((10, 900)), Some((100, 60))];
        assert_eq!(as_pairs(&options(&Settings::with_secret())), usual);
        let mut single = Settings::with_secret();
        single.rate_limit_address.supply(Origin::Literal, "off");
        single.rate_limit_account.supply(Origin::Literal, "7/2h");
        assert_eq!(
            as_pairs(&options(&single)),
            [Some((7, 7200)), Some((10, 900)), None]
        );
        let mut all = Settings::with_secret();
        all.rate_limit.supply(Origin::Literal, "off");
        assert_eq!(as_pairs(&options(&all)), [None; 3]);
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
            let mut settings = Settings::with_secret();
            settings.rate_limit_account.supply(Origin::Literal, limit);
            let problems = settings.problem_texts();
            assert_eq!(problems.is_empty(), is_right, "{limit}: {problems:?}");
            assert!(
                problems
                    .iter()
                    .all(|text| text.starts_with("`rate_limit_account`"))
            );
        }
        let mut settings = Settings::with_secret();
        let attempts = 10;
        let per = Duration::from_millis(1500);
        let fraction = LoginLimit::AtMost { attempts, per };
        let origin = Origin::Field("rate_limit_address");
        settings.rate_limit_address.supply(origin, &fraction);
        let proxies = ClientAddress::Proxies(17);
        settings
            .client_address
            .supply(Origin::Field("client_address"), &proxies);
        let problems = settings.problem_texts();
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems[0].contains("found 10 in `1.5s`"), "{problems:?}");
        assert!(problems[1].contains("found `proxies:17`"), "{problems:?}");
    }

    #[test]
    fn a_limit_that_is_off_altogether_has_no_value_of_its_own() {
        let mut settings = Settings::with_secret();
        settings.rate_limit.supply(Origin::Literal, "off");
        settings.rate_limit_account.supply(Origin::Literal, "7/2h");
        let problems = settings.problem_texts();
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(
            problems[0].contains("while `rate_limit` is off"),
            "{problems:?}"
        );
    }
}
