//! `implicit_refresh` beside what it needs: cookies, tokens of a session and with a longer life, a key that signs, and users.

use super::delivery;
use crate::choice::{AccessTtl, CookieMaxAge, Delivery, NotBefore, SessionClaims};
use crate::duration::in_words;
use crate::setting::findings::{Comparison, Findings, SettingValue};
use crate::setting::{Fact, KnownValue, SettingsView, key};

pub(super) fn check(found: &mut Findings<'_, impl SettingsView>) {
    let KnownValue::Given(window) = found.view.value(key::implicit_refresh) else {
        return;
    };
    let setting = key::implicit_refresh.name();
    let view = found.view;
    if delivery::reads_cookies(view) == Some(false) {
        found.refuse(
            setting,
            "a time, while no token is read from a cookie",
            "`cookie` in `token_from`, or the setting left out",
        );
    } else if view.value(key::token_delivery) == KnownValue::Given(Delivery::Body) {
        found.refuse(
            setting,
            "a time, while `token_delivery` is `body`",
            "`token_delivery` as `cookie`, `both` or `by_request`, or the setting left out",
        );
    }
    if let Some(claims) = view
        .get(key::session_claims)
        .filter(|claims| *claims != SessionClaims::All)
    {
        found.refuse(
            setting,
            format!("a time, while `session_claims` is `{}`", claims.text()),
            "`session_claims` as `all`, or the setting left out: a token of no session would be replaced for ever",
        );
    }
    if view.holds(Fact::SigningKey) == Some(false) {
        found.refuse(
            setting,
            "a time, while there is no key that signs",
            "a key that signs, or the setting left out",
        );
    }
    if view.holds(Fact::Users) == Some(false) {
        found.refuse(
            setting,
            "a time, while there is no user backend",
            "one in `users = ..`, by which the user is looked up at each refresh",
        );
    }
    if let Some(NotBefore::After(offset)) = view.get(key::not_before)
        && let Some(leeway) = view.get(key::leeway)
        && offset > leeway
    {
        let [offset, leeway] = [offset, leeway].map(in_words);
        found.refuse(
            setting,
            format!(
                "a time, while a new token is valid only after {offset} of `not_before`, and `leeway` is {leeway}"
            ),
            "a shorter `not_before`, or the setting left out",
        );
    }
    let access_ttl = match view.get(key::access_ttl) {
        Some(AccessTtl::For(access_ttl)) => access_ttl,
        Some(AccessTtl::DangerouslyNever) => {
            return found.refuse(
                setting,
                "a time, while `access_ttl` is `dangerously-never`, so that no token needs to be replaced",
                "the setting left out, or a time in `access_ttl`",
            );
        }
        None => return,
    };
    if window >= access_ttl {
        let [window, access_ttl] =
            [(setting, window), (key::access_ttl.name(), access_ttl)].map(|(setting, time)| {
                SettingValue {
                    setting,
                    value: in_words(time),
                }
            });
        found.refuse_pair(
            &window,
            &access_ttl,
            Comparison::While,
            "a shorter time than `access_ttl`, so that not every request gets a new token",
        );
    } else if let Some(CookieMaxAge::AtMost(max_age)) = view.get(key::cookie_max_age)
        && max_age <= access_ttl.saturating_sub(window)
    {
        let [max_age, window, ttl] = [max_age, window, access_ttl].map(in_words);
        found.refuse(
            setting,
            format!(
                "{window}, while `access_ttl` is {ttl} and browsers forget the token after {max_age}"
            ),
            "a longer `cookie_max_age`, or none, so that a token comes that expires soon",
        );
    }
}
