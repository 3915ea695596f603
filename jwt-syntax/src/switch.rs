//! Settings that mean nothing while another one, which is on or off, is off.

/// A setting that is `on` or `off`, and those that mean nothing while it is off.
#[derive(Clone, Copy, Debug)]
pub struct Switch {
    /// Its name.
    pub name: &'static str,
    /// What it is unless it is given.
    pub is_on_by_default: bool,
    /// The names of the settings that need it.
    pub needed_by: &'static [&'static str],
}

impl Switch {
    /// The names of the settings that mean nothing while it is off. `is_given` says which others there are: one of them
    /// may give a setting another meaning.
    pub fn silences(&self, is_given: impl Fn(&str) -> bool) -> impl Iterator<Item = &'static str> {
        self.needed_by.iter().copied().filter(move |name| {
            let mut others = ALSO_NEEDED.iter().filter(|(needed, _)| needed == name);
            !others.any(|(_, other)| is_given(other))
        })
    }
}

/// Settings that some other one needs too, whatever the switch says.
const ALSO_NEEDED: &[(&str, &str)] = &[("refresh_ttl", "implicit_refresh")];

/// All of them: who gives a setting that has no effect has misunderstood something.
///
/// ```
/// use jwt_syntax::switch::SWITCHES;
///
/// let cache = SWITCHES.iter().find(|switch| switch.name == "cache").unwrap();
/// assert_eq!((cache.is_on_by_default, cache.needed_by), (true, &["cache_capacity"][..]));
/// ```
pub const SWITCHES: &[Switch] = &[
    Switch {
        name: "endpoints",
        is_on_by_default: true,
        needed_by: &[
            "path_authenticate",
            "path_verify",
            "path_me",
            "path_keys",
            "path_logout",
            "path_logout_all",
            "path_refresh",
            "path_revoke",
            "path_reauthenticate",
            "username_key",
            "password_key",
            "access_token_key",
            "refresh_token_key",
            "query_refresh_name",
            "query_refresh_prefix",
            "json_refresh_key",
            "form_refresh_key",
        ],
    },
    Switch {
        name: "cache",
        is_on_by_default: true,
        needed_by: &["cache_capacity"],
    },
    Switch {
        name: "rate_limit",
        is_on_by_default: true,
        needed_by: &[
            "rate_limit_account",
            "rate_limit_account_and_address",
            "rate_limit_address",
        ],
    },
    Switch {
        name: "refresh",
        is_on_by_default: true,
        needed_by: &[
            "refresh_ttl",
            "refresh_idle_ttl",
            "refresh_format",
            "refresh_rotation",
            "refresh_grace",
            "refresh_requires_access",
            "refreshes_per_minute",
            "refresh_token_key",
            "query_refresh_name",
            "query_refresh_prefix",
            "json_refresh_key",
            "form_refresh_key",
            "path_refresh",
            "cookie_refresh_name",
            "csrf_refresh_header",
            "csrf_refresh_cookie",
            "csrf_refresh_field",
        ],
    },
    Switch {
        name: "refresh_rotation",
        is_on_by_default: true,
        needed_by: &["refresh_grace"],
    },
    Switch {
        name: "cookie_split",
        is_on_by_default: false,
        needed_by: &["cookie_split_signature_name"],
    },
];

/// Settings that mean nothing to a service which hands out no cookies. What else is said of cookies counts for those that
/// another service handed out.
pub const OF_COOKIES_HANDED_OUT: &[&str] = &[
    "cookie_max_age",
    "cookie_refresh_name",
    "csrf_refresh_header",
    "csrf_refresh_cookie",
    "csrf_refresh_field",
];

/// Settings that mean nothing to a service which looks for no token in the query. What a handler says of its own places is
/// said of access tokens.
pub const OF_REFRESH_TOKENS_IN_QUERY: &[&str] = &["query_refresh_name", "query_refresh_prefix"];

/// Settings that mean nothing to a handler whose own `csrf` is off.
pub const OF_FORGED_REQUESTS: &[&str] = &[
    "csrf_header",
    "csrf_cookie",
    "csrf_field",
    "csrf_methods",
    "trusted_origins",
];

#[cfg(test)]
mod tests {
    use super::{OF_COOKIES_HANDED_OUT, OF_FORGED_REQUESTS, OF_REFRESH_TOKENS_IN_QUERY, SWITCHES};
    use crate::setting::{Kind, setting};

    #[test]
    fn they_are_settings() {
        for switch in SWITCHES {
            assert_eq!(
                setting(switch.name).map(|row| row.kind),
                Some(Kind::Switch),
                "{}",
                switch.name
            );
            for name in switch.needed_by {
                assert!(setting(name).is_some(), "{name}");
            }
        }
        for name in OF_COOKIES_HANDED_OUT
            .iter()
            .chain(OF_REFRESH_TOKENS_IN_QUERY)
            .chain(OF_FORGED_REQUESTS)
        {
            assert!(setting(name).is_some(), "{name}");
        }
    }

    #[test]
    fn another_setting_may_need_what_a_switch_silences() {
        let refresh = SWITCHES.iter().find(|switch| switch.name == "refresh");
        let is_silenced = |others: &[&str]| {
            let mut silenced = refresh.unwrap().silences(|name| others.contains(&name));
            silenced.any(|name| name == "refresh_ttl")
        };
        assert!(is_silenced(&[]));
        assert!(is_silenced(&["refresh_idle_ttl"]));
        assert!(!is_silenced(&["implicit_refresh"]));
    }
}
