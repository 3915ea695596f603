//! How login delivers tokens, and settings of cookies that it does not set.

use crate::choice::Delivery;
use crate::http::token_location::LocationKind;
use crate::setting::findings::Findings;
use crate::setting::{KnownValue, SettingsView, key};

/// Settings without effect if login sets no cookies. The other settings of cookies concern those that another service set.
const OF_COOKIES_HANDED_OUT: &[&str] = &[
    key::cookie_max_age.name(),
    key::cookie_refresh_name.name(),
    key::csrf_refresh_header.name(),
    key::csrf_refresh_cookie.name(),
    key::csrf_refresh_field.name(),
];

pub(super) fn check(found: &mut Findings<'_, impl SettingsView>) {
    let reads_cookies = reads_cookies(found.view);
    let delivery = match found.view.value(key::token_delivery) {
        KnownValue::Given(delivery) => Some(delivery),
        KnownValue::Default => reads_cookies.map(|reads| match reads {
            true => found
                .view
                .default_of(key::token_delivery)
                .unwrap_or(Delivery::Cookie),
            false => Delivery::Body,
        }),
        KnownValue::Unknown => None,
    };
    if delivery.is_some_and(|delivery| delivery != Delivery::Body) && reads_cookies == Some(false) {
        found.refuse(
            key::token_delivery.name(),
            "delivery in a cookie, while no token is read from a cookie",
            "`body`, or `cookie` in `token_from`",
        );
    }
    if delivery == Some(Delivery::Body) {
        found.refuse_given(
            OF_COOKIES_HANDED_OUT,
            "a value, while login sets no cookies",
            "`token_delivery` as `cookie`, `both` or `by_request` with `cookie` in `token_from`, or the \
             setting left out",
        );
    }
}

/// Whether tokens are read from cookies, if that is known.
pub(super) fn reads_cookies(view: &impl SettingsView) -> Option<bool> {
    let locations = view.get(key::token_from)?;
    Some(
        locations
            .iter()
            .any(|location| location.kind == LocationKind::Cookie),
    )
}
