//! Where login hands out tokens, and what is said of cookies that no login hands out.

use super::Findings;
use crate::choice::Delivery;
use crate::http::token_location::LocationKind;
use crate::setting::{Known, View, key};

/// Settings that mean nothing to a service which hands out no cookies. What else is said of cookies counts for those that
/// another service handed out.
const OF_COOKIES_HANDED_OUT: &[&str] = &[
    key::cookie_max_age.name(),
    key::cookie_refresh_name.name(),
    key::csrf_refresh_header.name(),
    key::csrf_refresh_cookie.name(),
    key::csrf_refresh_field.name(),
];

pub(super) fn check(found: &mut Findings<'_, impl View>) {
    let reads_cookies = reads_cookies(found.view);
    let delivery = match found.view.value(key::token_delivery) {
        Known::Given(delivery) => Some(delivery),
        Known::Default => reads_cookies.map(|reads| match reads {
            true => Delivery::Cookie,
            false => Delivery::Body,
        }),
        Known::Unknown => None,
    };
    if delivery.is_some_and(|delivery| delivery != Delivery::Body) && reads_cookies == Some(false) {
        found.refuse(
            key::token_delivery.name(),
            "delivery in a cookie, while no token is looked for in a cookie",
            "`body`, or `cookie` among the places of `token_from`",
        );
    }
    if delivery == Some(Delivery::Body) {
        found.refuse_given(
            OF_COOKIES_HANDED_OUT,
            "a value, while login hands out no cookies",
            "`token_delivery` as `cookie`, `both` or `by_request` with `cookie` among the places of `token_from`, or the \
             setting left out",
        );
    }
}

/// Whether a token in a cookie is found, if that is known.
pub(super) fn reads_cookies(view: &impl View) -> Option<bool> {
    let places = view.get(key::token_from)?;
    Some(
        places
            .iter()
            .any(|place| place.kind == LocationKind::Cookie),
    )
}
