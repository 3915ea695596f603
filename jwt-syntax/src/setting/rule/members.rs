//! Names of refresh tokens in requests, which must differ from other members.

use crate::http::token_location::LocationKind;
use crate::setting::findings::Findings;
use crate::setting::{
    KnownValue, OTHER_LOGIN_MEMBERS, OTHER_REFRESH_FIELDS, OTHER_REFRESH_MEMBERS, SettingKey,
    SettingsView, key,
};

pub(super) fn check(found: &mut Findings<'_, impl SettingsView>) {
    check_query(found);
    check_beside_others(found);
    check_beside_access(found);
}

/// The name of a member in requests, and the setting that gives it, unless it is the default.
struct MemberName {
    given: Option<&'static str>,
    name: String,
}

impl MemberName {
    /// The name by the first of these settings that is given, or else the default of the last one; `None` if that is not known.
    fn by(settings: &[SettingKey<String>], view: &impl SettingsView) -> Option<Self> {
        for setting in settings {
            match view.value(*setting) {
                KnownValue::Default => {}
                KnownValue::Given(name) => {
                    let given = Some(setting.name());
                    return Some(Self { given, name });
                }
                KnownValue::Unknown => return None,
            }
        }
        let name = view.default_of(*settings.last()?)?;
        Some(Self { given: None, name })
    }
}

/// The name of another member of the same body, which would be taken for a refresh token.
fn check_beside_others(found: &mut Findings<'_, impl SettingsView>) {
    let is_off = |switch| found.view.get(switch) == Some(false);
    if is_off(key::endpoints) || is_off(key::refresh) {
        return;
    }
    let csrf = MemberName::by(&[key::csrf_refresh_field, key::csrf_field], found.view);
    for (own, others) in [
        (key::json_refresh_key, OTHER_REFRESH_MEMBERS),
        (key::form_refresh_key, OTHER_REFRESH_FIELDS),
    ] {
        let Some(token) = MemberName::by(&[own, key::refresh_token_key], found.view) else {
            continue;
        };
        let csrf = csrf.as_ref().filter(|csrf| csrf.name == token.name);
        if csrf.is_none() && !others.contains(&&*token.name) {
            continue;
        }
        let given = token.given.or(csrf.and_then(|csrf| csrf.given));
        // A name that is wrong in responses as well is reported once, by the rule for these.
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

/// Names in a query that is not searched for tokens. The token locations of a handler concern access tokens alone.
fn check_query(found: &mut Findings<'_, impl SettingsView>) {
    let Some(locations) = found.view.get(key::token_from) else {
        return;
    };
    if locations
        .iter()
        .all(|location| location.kind != LocationKind::Query)
    {
        found.refuse_given(
            &[
                key::query_refresh_name.name(),
                key::query_refresh_prefix.name(),
            ],
            "a value, while no token is read from the query",
            "`query` in `token_from`, or the setting left out",
        );
    }
}

/// One name for both tokens of a request, where a refresh requires both.
fn check_beside_access(found: &mut Findings<'_, impl SettingsView>) {
    if found.view.get(key::refresh_requires_access) != Some(true) {
        return;
    }
    let Some(locations) = found.view.get(key::token_from) else {
        return;
    };
    for (kind, access, refresh) in [
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
        if locations.iter().all(|location| location.kind != kind) {
            continue;
        }
        let (Some(token), Some(other)) = (
            MemberName::by(refresh, found.view),
            MemberName::by(&[access], found.view),
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
