//! What refresh tokens are called in requests.

use jwt_syntax::place::Source;
use jwt_syntax::switch::OF_REFRESH_TOKENS_IN_QUERY;

use super::known::{Known, Value};
use crate::diagnostics::{Diagnostic, Diagnostics};

pub(super) fn check(known: &Known<'_>, diagnostics: &mut Diagnostics) {
    check_query(known, diagnostics);
    check_beside_access(known, diagnostics);
}

/// What is said of a query in which no token is looked for.
fn check_query(known: &Known<'_>, diagnostics: &mut Diagnostics) {
    let Some(places) = known.places() else {
        return;
    };
    if places.iter().any(|place| place.source == Source::Query) {
        return;
    }
    for name in OF_REFRESH_TOKENS_IN_QUERY {
        if let Some(literal) = known.given(name) {
            let message = format!("`{name}` has no effect: no token is looked for in the query");
            diagnostics.report(Diagnostic::new(literal.as_written(), message).help(
                "add `query` to the places, as in `token_from(header, query)`, or leave it out",
            ));
        }
    }
}

/// One name for the two tokens that come together where a refresh needs both.
fn check_beside_access(known: &Known<'_>, diagnostics: &mut Diagnostics) {
    const ACCESS: &str = "access_token";
    let Some((true, _)) = known.switch("refresh_requires_access", false) else {
        return;
    };
    let Some(places) = known.places() else {
        return;
    };
    let named = |setting, default: Option<String>| match known.any_text(setting) {
        Value::Default => default.map(|name| (None, name)),
        Value::Literal((at, name)) => Some((Some(at), name)),
        Value::Unknown => None,
    };
    let in_query = || Some("refresh_token".to_owned());
    let in_body = || Some(named("refresh_token_key", in_query())?.1);
    for (source, access, refresh, default) in [
        (
            Source::Query,
            "query_name",
            "query_refresh_name",
            in_query(),
        ),
        (Source::Json, "json_key", "json_refresh_key", in_body()),
        (Source::Form, "form_key", "form_refresh_key", in_body()),
    ] {
        if places.iter().all(|place| place.source != source) {
            continue;
        }
        if let Some((refresh_at, name)) = named(refresh, default)
            && let Some((access_at, other)) = named(access, Some(ACCESS.to_owned()))
            && name == other
            && let Some(at) = refresh_at.or(access_at)
        {
            let message = format!(
                "`{access}` and `{refresh}` are both `{name}`, and `refresh_requires_access` asks for both tokens"
            );
            diagnostics
                .report(Diagnostic::new(at, message).help("write another one for one of the two"));
        }
    }
}
