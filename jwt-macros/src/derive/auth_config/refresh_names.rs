//! What refresh tokens are called in requests.

use jwt_syntax::place::Source;
use jwt_syntax::setting::{
    DEFAULT_CSRF_FIELD, OTHER_LOGIN_MEMBERS, OTHER_REFRESH_FIELDS, OTHER_REFRESH_MEMBERS,
};
use jwt_syntax::switch::OF_REFRESH_TOKENS_IN_QUERY;

use syn::LitStr;

use super::known::{Known, Value};
use crate::diagnostics::{Diagnostic, Diagnostics};

const REFRESH_TOKEN: &str = "refresh_token";

pub(super) fn check(known: &Known<'_>, diagnostics: &mut Diagnostics) {
    check_query(known, diagnostics);
    check_beside_others(known, diagnostics);
    check_beside_access(known, diagnostics);
}

/// What something is called in requests, and the literal that says so, unless it is the default.
struct Named<'a> {
    given: Option<(&'static str, &'a LitStr)>,
    name: String,
}

impl<'a> Named<'a> {
    /// What the first of these settings says that is given; none where a field may say something else.
    fn by<const N: usize>(
        settings: [&'static str; N],
        default: &str,
        known: &Known<'a>,
    ) -> Option<Self> {
        for setting in settings {
            match known.any_text(setting) {
                Value::Default => {}
                Value::Literal((at, name)) => {
                    let given = Some((setting, at));
                    return Some(Self { given, name });
                }
                Value::Unknown => return None,
            }
        }
        let name = default.to_owned();
        Some(Self { given: None, name })
    }
}

/// A name that something else has which is read from the same body, and would be taken for a refresh token.
fn check_beside_others(known: &Known<'_>, diagnostics: &mut Diagnostics) {
    let is_off = |switch| matches!(known.switch(switch, true), Some((false, _)));
    if is_off("endpoints") || is_off("refresh") {
        return;
    }
    let csrf = Named::by(
        ["csrf_refresh_field", "csrf_field"],
        DEFAULT_CSRF_FIELD,
        known,
    );
    let mut reported = Vec::new();
    for (own, others) in [
        ("json_refresh_key", OTHER_REFRESH_MEMBERS),
        ("form_refresh_key", OTHER_REFRESH_FIELDS),
    ] {
        let Some(token) = Named::by([own, "refresh_token_key"], REFRESH_TOKEN, known) else {
            continue;
        };
        let csrf = csrf.as_ref().filter(|csrf| csrf.name == token.name);
        if csrf.is_none() && !others.contains(&&*token.name) {
            continue;
        }
        let (given, example) = match token.given {
            Some(given) => (Some(given), REFRESH_TOKEN),
            None => (csrf.and_then(|csrf| csrf.given), DEFAULT_CSRF_FIELD),
        };
        // What both bodies inherit is one mistake, and what is wrong in answers was reported already.
        if let Some((setting, at)) = given
            && !reported.contains(&setting)
            && !(setting == "refresh_token_key" && OTHER_LOGIN_MEMBERS.contains(&&*token.name))
        {
            reported.push(setting);
            let message = format!(
                "`{setting}` is `{}`, which is another member of a request with a refresh token",
                token.name
            );
            diagnostics.report(Diagnostic::new(at, message).help(format!(
                "write a name that nothing beside it has, such as `{example}`"
            )));
        }
    }
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
    let in_query = Named::by(["query_refresh_name"], REFRESH_TOKEN, known);
    let in_body = |own| Named::by([own, "refresh_token_key"], REFRESH_TOKEN, known);
    let (in_json, in_form) = (in_body("json_refresh_key"), in_body("form_refresh_key"));
    for (source, access, refresh, named) in [
        (Source::Query, "query_name", "query_refresh_name", in_query),
        (Source::Json, "json_key", "json_refresh_key", in_json),
        (Source::Form, "form_key", "form_refresh_key", in_form),
    ] {
        if places.iter().all(|place| place.source != source) {
            continue;
        }
        if let Some(Named { given, name }) = named
            && let Some(other) = Named::by([access], ACCESS, known)
            && name == other.name
            && let Some((_, at)) = given.or(other.given)
        {
            let message = format!(
                "`{access}` and `{refresh}` are both `{name}`, and `refresh_requires_access` asks for both tokens"
            );
            diagnostics
                .report(Diagnostic::new(at, message).help("write another one for one of the two"));
        }
    }
}
