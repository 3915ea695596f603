//! `implicit_refresh` beside what it needs: cookies, a longer life of tokens, a key that signs, and users.

use std::time::Duration;

use jwt_syntax::place::Source;
use jwt_syntax::setting::{DEFAULT_ACCESS_TTL, DEFAULT_LEEWAY};

use super::known::{Known, Value};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::setting::in_words;

pub(super) fn check(known: &Known<'_>, has_users: bool, diagnostics: &mut Diagnostics) {
    let Value::Literal((at, window)) = known.duration("implicit_refresh") else {
        return;
    };
    let mut refuse = |message: String, help: &str| {
        diagnostics.report(Diagnostic::new(at, message).help(help));
    };
    let needs = |needed: &str| format!("`implicit_refresh` replaces access tokens {needed}");
    let delivery = match known.any_text("token_delivery") {
        Value::Literal((_, delivery)) => Some(delivery),
        Value::Default | Value::Unknown => None,
    };
    let is_cookie = |places: Vec<_>| {
        let mut sources = places
            .into_iter()
            .map(|place: jwt_syntax::place::Place| place.source);
        sources.any(|source| source == Source::Cookie)
    };
    if known.places().is_some_and(|places| !is_cookie(places)) {
        refuse(
            needs("in cookies, but no token is looked for in a cookie"),
            "add `cookie` to the places, as in `token_from(header, cookie)`, or leave `implicit_refresh` out",
        );
    } else if delivery.as_deref() == Some("body") {
        refuse(
            needs("in cookies, but `token_delivery` is `body`"),
            "write `token_delivery = \"cookie\"`, `\"both\"` or `\"by_request\"`, or leave `implicit_refresh` out",
        );
    }
    let signs = known.is_field("secret") || known.is_field("private_key");
    if known.is_field("public_key") && !signs {
        refuse(
            needs("by new ones, but this service has only a `public_key`, which signs nothing"),
            "add a field `private_key: Secret`, or leave `implicit_refresh` out",
        );
    }
    if !has_users {
        refuse(
            needs("of users who still exist, but there is no user backend to ask"),
            "write `users = Users`, or leave `implicit_refresh` out",
        );
    }
    let leeway = match known.duration("leeway") {
        Value::Default => Some(Duration::from_secs(DEFAULT_LEEWAY)),
        Value::Literal((_, leeway)) => Some(leeway),
        Value::Unknown => None,
    };
    if let (Value::Literal((_, offset)), Some(leeway)) = (known.duration("not_before"), leeway)
        && offset > leeway
    {
        let [offset, leeway] = [offset, leeway].map(|time| in_words(time.as_secs()));
        refuse(
            format!(
                "`not_before` is {offset}, longer than `leeway`, which is {leeway}: a token that replaces another would not be valid yet"
            ),
            "write a shorter `not_before`, or leave `implicit_refresh` out",
        );
    }
    let access_ttl = match known.duration("access_ttl") {
        Value::Default => Duration::from_secs(DEFAULT_ACCESS_TTL),
        Value::Literal((_, ttl)) => ttl,
        Value::Unknown => return,
    };
    if let Value::Literal((_, max_age)) = known.duration("cookie_max_age")
        && window < access_ttl
        && max_age <= access_ttl.saturating_sub(window)
    {
        let [max_age, window, ttl] =
            [max_age, window, access_ttl].map(|time| in_words(time.as_secs()));
        refuse(
            format!(
                "`cookie_max_age` is {max_age}: browsers forget a token of {ttl} before the last {window}, in which it would be replaced"
            ),
            "write a longer `cookie_max_age`, or leave it out",
        );
    }
    if window >= access_ttl {
        let [window, ttl] = [window, access_ttl].map(|time| in_words(time.as_secs()));
        refuse(
            format!(
                "`implicit_refresh` is {window}, no shorter than `access_ttl`, which is {ttl}: every request would get a new token"
            ),
            "write a shorter `implicit_refresh` or a longer `access_ttl`",
        );
    }
}
