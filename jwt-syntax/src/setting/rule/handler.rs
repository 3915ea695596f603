//! What a handler says over a configuration, and says in vain.

use super::{Contradiction, Findings, delivery};
use crate::choice::{CsrfProtection, RevocationReach};
use crate::setting::{Fact, Known, View, key};

/// Settings that mean nothing to a handler whose own `csrf` is off.
const OF_CSRF: &[&str] = &[
    key::csrf_header.name(),
    key::csrf_cookie.name(),
    key::csrf_field.name(),
    key::csrf_methods.name(),
    key::trusted_origins.name(),
];

/// Everything that is known to be wrong between the settings of a handler, and with them over its configuration. In the
/// view, the settings of the handler are given, and those of the configuration known, if at all, as defaults.
#[must_use]
pub fn contradictions_of_handler(view: &impl View) -> Vec<Contradiction> {
    let mut found = Findings::new(view);
    match view.value(key::csrf) {
        Known::Given(CsrfProtection::Off) => {
            for setting in OF_CSRF {
                let expected = format!("`csrf` as `on` or `origin`, or no `{setting}`");
                found.refuse_given(&[setting], "a value, while `csrf` is off", &expected);
            }
        }
        Known::Given(CsrfProtection::On)
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
    if view.value(key::revocation) == Known::Given(RevocationReach::All)
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
