//! Settings of a handler that contradict each other or its configuration.

use super::{Contradiction, Findings, delivery};
use crate::choice::{CsrfProtection, RevocationReach};
use crate::setting::{Fact, KnownValue, SettingsView, key};

/// Settings without effect on a handler that overrides `csrf` with `off`.
const OF_CSRF: &[&str] = &[
    key::csrf_header.name(),
    key::csrf_cookie.name(),
    key::csrf_field.name(),
    key::csrf_methods.name(),
    key::trusted_origins.name(),
];

/// Everything that is known to be wrong between the settings of a handler, and between them and its configuration. In the view,
/// the settings of the handler are given, and those of the configuration are defaults, if they are known.
#[must_use]
pub fn contradictions_of_handler(view: &impl SettingsView) -> Vec<Contradiction> {
    let mut found = Findings::new(view);
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
            found.refuse(
                key::csrf.name(),
                "`on`, while sessions have no CSRF value",
                "`csrf` on in the configuration too",
            );
        }
        _ => {}
    }
    if view.value(key::revocation) == KnownValue::Given(RevocationReach::All)
        && view.holds(Fact::Store) == Some(false)
    {
        found.refuse(
            key::revocation.name(),
            "`all`, while there is no store",
            "a store: `Auth::builder(..).store(..)`",
        );
    }
    found.contradictions
}
