//! Settings of a handler that contradict each other or its configuration.

use super::delivery;
use crate::choice::{CsrfProtection, RevocationReach, UserLookup};
use crate::setting::findings::{Contradiction, Findings};
use crate::setting::{Fact, KnownValue, SettingsView, key};

/// Settings without effect on a handler that overrides `csrf` with `off`.
const OF_CSRF: &[&str] = &[
    key::csrf_header.name(),
    key::csrf_cookie.name(),
    key::csrf_field.name(),
    key::csrf_methods.name(),
    key::trusted_origins.name(),
];

/// What a handler requires and its configuration does not have, with a constant message: where no router was checked at
/// start-up, requests are refused with it.
#[derive(Debug, Clone, Copy)]
pub struct HandlerContradiction {
    setting: &'static str,
    found: &'static str,
    expected: &'static str,
    /// The message, as it is reported at start-up.
    pub message: &'static str,
}

macro_rules! contradictions {
    ($($(#[$doc:meta])* $name:ident = $setting:literal, $found:literal, $expected:literal;)*) => {
        $(
            $(#[$doc])*
            pub const $name: HandlerContradiction = HandlerContradiction {
                setting: $setting,
                found: $found,
                expected: $expected,
                message: concat!("`", $setting, "`: found ", $found, "; expected ", $expected),
            };
        )*
    };
}

contradictions! {
    /// A handler has `csrf` on, and the sessions of its configuration have no CSRF value.
    CSRF_WITHOUT_VALUES = "csrf", "`on`, while sessions have no CSRF value", "`csrf` on in the configuration too";
    /// The user of each request is looked up, and there is no backend that has users.
    LOOKUP_WITHOUT_USERS = "user_lookup", "`always`, while there is no user backend",
        "one in `users = ..`, by which users are looked up";
    /// A handler refuses revoked access tokens, and nothing stores revocations.
    REVOCATION_WITHOUT_STORE = "revocation", "`all`, while there is no store", "a store: `Auth::builder(..).store(..)`";
}

/// Everything that is known to be wrong between the settings of a handler, and between them and its configuration. In the view,
/// the settings of the handler are given, and those of the configuration are defaults, if they are known.
#[must_use]
pub fn contradictions_of_handler(view: &impl SettingsView) -> Vec<Contradiction> {
    let mut found = Findings::new(view);
    if view.value(key::revocation) == KnownValue::Given(RevocationReach::All)
        && view.holds(Fact::Store) == Some(false)
    {
        refuse(REVOCATION_WITHOUT_STORE, &mut found);
    }
    check_user_lookup(&mut found);
    match view.value(key::csrf) {
        KnownValue::Given(CsrfProtection::Off) => {
            for setting in OF_CSRF {
                let expected = format!("`csrf` as `on` or `origin`, or no `{setting}`");
                found.refuse_given(&[setting], "a value, while `csrf` is off", &expected);
            }
        }
        KnownValue::Given(CsrfProtection::On)
            if delivery::reads_cookies(view) == Some(true)
                && view.holds(Fact::CsrfValues) == Some(false) =>
        {
            refuse(CSRF_WITHOUT_VALUES, &mut found);
        }
        _ => {}
    }
    found.contradictions
}

/// A look-up in a backend that does not exist, for all handlers or for one.
pub(super) fn check_user_lookup(found: &mut Findings<'_, impl SettingsView>) {
    if found.view.value(key::user_lookup) == KnownValue::Given(UserLookup::Always)
        && found.view.holds(Fact::Users) == Some(false)
    {
        refuse(LOOKUP_WITHOUT_USERS, found);
    }
}

fn refuse(contradiction: HandlerContradiction, found: &mut Findings<'_, impl SettingsView>) {
    found.refuse(
        contradiction.setting,
        contradiction.found,
        contradiction.expected,
    );
}

#[cfg(test)]
mod tests {
    use super::{CSRF_WITHOUT_VALUES, LOOKUP_WITHOUT_USERS, REVOCATION_WITHOUT_STORE};
    use crate::setting::setting;

    #[test]
    fn the_settings_of_constant_messages_exist() {
        for contradiction in [
            CSRF_WITHOUT_VALUES,
            LOOKUP_WITHOUT_USERS,
            REVOCATION_WITHOUT_STORE,
        ] {
            assert!(
                setting(contradiction.setting).is_some(),
                "{contradiction:?}"
            );
        }
    }
}
