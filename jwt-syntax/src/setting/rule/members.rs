//! What refresh tokens are called in requests: nothing beside them has the same name.

use super::Findings;
use crate::http::token_location::LocationKind;
use crate::setting::{
    Key, Known, OTHER_LOGIN_MEMBERS, OTHER_REFRESH_FIELDS, OTHER_REFRESH_MEMBERS, View, key,
};

pub(super) fn check(found: &mut Findings<'_, impl View>) {
    check_query(found);
    check_beside_others(found);
    check_beside_access(found);
}

/// What something is called in requests, and the setting that says so, unless it is the default.
struct Named {
    given: Option<&'static str>,
    name: String,
}

impl Named {
    /// What the first of these settings says that is given, or else the last one by default; none where that is not known.
    fn by(settings: &[Key<String>], view: &impl View) -> Option<Self> {
        for setting in settings {
            match view.value(*setting) {
                Known::Default => {}
                Known::Given(name) => {
                    let given = Some(setting.name());
                    return Some(Self { given, name });
                }
                Known::Unknown => return None,
            }
        }
        let name = settings.last()?.default_value()?;
        Some(Self { given: None, name })
    }
}

/// A name that something else has which is read from the same body, and would be taken for a refresh token.
fn check_beside_others(found: &mut Findings<'_, impl View>) {
    let is_off = |switch| found.view.get(switch) == Some(false);
    if is_off(key::endpoints) || is_off(key::refresh) {
        return;
    }
    let csrf = Named::by(&[key::csrf_refresh_field, key::csrf_field], found.view);
    for (own, others) in [
        (key::json_refresh_key, OTHER_REFRESH_MEMBERS),
        (key::form_refresh_key, OTHER_REFRESH_FIELDS),
    ] {
        let Some(token) = Named::by(&[own, key::refresh_token_key], found.view) else {
            continue;
        };
        let csrf = csrf.as_ref().filter(|csrf| csrf.name == token.name);
        if csrf.is_none() && !others.contains(&&*token.name) {
            continue;
        }
        let given = token.given.or(csrf.and_then(|csrf| csrf.given));
        // What is wrong in responses too is said once.
        let is_said = given == Some(key::refresh_token_key.name())
            && OTHER_LOGIN_MEMBERS.contains(&&*token.name);
        if let Some(setting) = given.filter(|_| !is_said) {
            found.refuse(
                setting,
                format!(
                    "`{}`, which is another member of a request with a refresh token",
                    token.name
                ),
                "a name of its own",
            );
        }
    }
}

/// What is said of a query in which no token is looked for. What a handler says of its own places is said of access tokens.
fn check_query(found: &mut Findings<'_, impl View>) {
    let Some(places) = found.view.get(key::token_from) else {
        return;
    };
    if places.iter().all(|place| place.kind != LocationKind::Query) {
        found.refuse_given(
            &[
                key::query_refresh_name.name(),
                key::query_refresh_prefix.name(),
            ],
            "a value, while no token is looked for in the query",
            "`query` among the places of `token_from`, or the setting left out",
        );
    }
}

/// One name for the two tokens that come together where a refresh needs both.
fn check_beside_access(found: &mut Findings<'_, impl View>) {
    if found.view.get(key::refresh_requires_access) != Some(true) {
        return;
    }
    let Some(places) = found.view.get(key::token_from) else {
        return;
    };
    for (source, access, refresh) in [
        (
            LocationKind::Query,
            key::query_name,
            &[key::query_refresh_name][..],
        ),
        (
            LocationKind::Json,
            key::json_key,
            &[key::json_refresh_key, key::refresh_token_key],
        ),
        (
            LocationKind::Form,
            key::form_key,
            &[key::form_refresh_key, key::refresh_token_key],
        ),
    ] {
        if places.iter().all(|place| place.kind != source) {
            continue;
        }
        let (Some(token), Some(other)) = (
            Named::by(refresh, found.view),
            Named::by(&[access], found.view),
        ) else {
            continue;
        };
        if token.name != other.name {
            continue;
        }
        let (blamed, beside) = match (token.given, other.given, refresh) {
            (None, Some(access), [refresh, ..]) => (access, refresh.name()),
            (given, _, [refresh, ..]) => (given.unwrap_or(refresh.name()), access.name()),
            (_, _, []) => continue,
        };
        found.refuse(
            blamed,
            format!(
                "`{}`, as in `{beside}`, while `refresh_requires_access` is on",
                token.name
            ),
            "a name for each of the two tokens that such a request has",
        );
    }
}
