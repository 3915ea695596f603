//! CSRF values that nothing can be made of.

use super::{Findings, delivery};
use crate::choice::CsrfProtection;
use crate::setting::{Fact, View, key};

pub(super) fn check(found: &mut Findings<'_, impl View>) {
    let view = found.view;
    let makes_values = view.get(key::csrf) == Some(CsrfProtection::On)
        && delivery::reads_cookies(view) == Some(true)
        && view.holds(Fact::SigningKey) == Some(true);
    if makes_values && view.holds(Fact::DerivingSecret) == Some(false) {
        found.refuse(
            key::session_secret.name(),
            "no secret, while CSRF values are made of it",
            "a field `session_secret: Secret`, or `csrf` as `origin`",
        );
    }
}
