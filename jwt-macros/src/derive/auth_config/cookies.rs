//! Cookies that browsers would refuse, that take each other's place, or that nobody would look for.

use jwt_syntax::cookie::{
    Attributes, DEFAULT_ACCESS, DEFAULT_CSRF, DEFAULT_REFRESH, DEFAULT_SIGNATURE,
    NAMED_BY_INSTANCE, Refused, is_same, of_instance,
};
use jwt_syntax::place::Source;
use jwt_syntax::switch::OF_COOKIES_HANDED_OUT;

use super::agreement::check_distinct;
use super::known::{Known, Value};
use crate::diagnostics::{Diagnostic, Diagnostics};

/// A name that asks for no attributes: what browsers refuse under it, they refuse under any.
const ANY_NAME: &str = "";

pub(super) fn check(known: &Known<'_>, diagnostics: &mut Diagnostics) {
    check_attributes(known, diagnostics);
    check_distinct(cookies(known), is_same, known, diagnostics);
    check_login_cookie(known, diagnostics);
    check_instance(known, diagnostics);
    check_delivery(known, diagnostics);
}

/// The cookie of a login form has no setting: it is called like that of the value, with `_login` behind it.
fn check_login_cookie(known: &Known<'_>, diagnostics: &mut Diagnostics) {
    let named = |setting, default: String| match known.any_text(setting) {
        Value::Default => Some((None, default)),
        Value::Literal((at, name)) => Some((Some(at), name)),
        Value::Unknown => None,
    };
    let default = of_instance(DEFAULT_CSRF, instance(known).as_deref());
    let Some((csrf, value)) = named("csrf_cookie", default) else {
        return;
    };
    let login = format!("{value}_login");
    for (setting, default) in cookies(known) {
        if let Some((at, name)) = named(setting, default)
            && is_same(&name, &login)
            && let Some(at) = at.or(csrf)
        {
            let message = format!(
                "`{setting}` is `{name}`, and so is the cookie of login forms: `csrf_cookie` with `_login` behind it"
            );
            let refused = Diagnostic::new(at, message);
            diagnostics.report(refused.help("write another one for one of the two"));
        }
    }
}

/// A name that stands in those of no cookies.
fn check_instance(known: &Known<'_>, diagnostics: &mut Diagnostics) {
    let may_be_on = |name, default| !matches!(known.switch(name, default), Some((false, _)));
    let settings = NAMED_BY_INSTANCE.iter().map(|(setting, _)| *setting);
    let mut used = settings.filter(|name| match *name {
        "cookie_split_signature_name" => may_be_on("cookie_split", false),
        "cookie_refresh_name" => may_be_on("refresh", true),
        _ => true,
    });
    if let Some(instance) = known.given("instance")
        && used.all(|name| known.given(name).is_some())
    {
        let message = "`instance` has no effect: every cookie has a name of its own";
        diagnostics.report(
            Diagnostic::new(instance.as_written(), message)
                .help("remove it, or those of the names that it should be part of"),
        );
    }
}

/// What stands for the instance in names, which no name can have where that is not known yet.
fn instance(known: &Known<'_>) -> Option<String> {
    match known.checked_text("instance") {
        Value::Default => None,
        Value::Literal((_, name)) => Some(name),
        Value::Unknown => Some("{instance}".to_owned()),
    }
}

/// The settings that name the cookies which are known to be used, each with its default.
fn cookies(known: &Known<'_>) -> impl Iterator<Item = (&'static str, String)> {
    let instance = instance(known);
    let is_split = matches!(known.switch("cookie_split", false), Some((true, _)));
    let signature = is_split.then_some(("cookie_split_signature_name", DEFAULT_SIGNATURE));
    // Whether there are refresh tokens is known when the program starts; who names their cookie will have some.
    let refresh = known.given("cookie_refresh_name");
    let refresh = refresh.map(|_| ("cookie_refresh_name", DEFAULT_REFRESH));
    // There is none unless it is named.
    let refresh_csrf = known.given("csrf_refresh_cookie");
    let refresh_csrf = refresh_csrf.map(|_| ("csrf_refresh_cookie", ""));
    [
        Some(("cookie_access_name", DEFAULT_ACCESS)),
        signature,
        refresh,
        Some(("csrf_cookie", DEFAULT_CSRF)),
        refresh_csrf,
    ]
    .into_iter()
    .flatten()
    .map(move |(setting, default)| (setting, of_instance(default, instance.as_deref())))
}

/// Attributes and names that browsers refuse together. What is not known yet is taken to be harmless: whatever it turns
/// out to be, the cookie is refused.
fn check_attributes(known: &Known<'_>, diagnostics: &mut Diagnostics) {
    let text = |name| match known.checked_text(name) {
        Value::Literal((_, text)) => Some(text),
        Value::Default | Value::Unknown => None,
    };
    let is_on = |name, default| known.switch(name, default).map(|(is_on, _)| is_on);
    let domain = text("cookie_domain");
    let path = text("cookie_path");
    let attributes = Attributes {
        domain: domain.as_deref(),
        path: path.as_deref().unwrap_or("/"),
        secure: is_on("cookie_secure", true).unwrap_or(true),
        cross_site: text("cookie_same_site").as_deref() == Some("None"),
        partitioned: is_on("cookie_partitioned", false).unwrap_or(false),
    };
    let named: Vec<_> = cookies(known)
        .filter_map(|(setting, default)| match known.checked_text(setting) {
            Value::Default => Some((setting, default)),
            Value::Literal((_, name)) => Some((setting, name)),
            Value::Unknown => None,
        })
        .collect();
    let names = named.iter().map(|(_, name)| name.as_str());
    let Some(refused) = names
        .chain([ANY_NAME])
        .find_map(|name| attributes.check(name).err())
    else {
        return;
    };
    let Refused {
        setting,
        found,
        expected,
    } = refused;
    let Some(at) = known.given(setting) else {
        return;
    };
    let message = format!("`{setting}` is {found}");
    let mut diagnostic =
        Diagnostic::new(at.as_written(), message).help(format!("write {expected}"));
    if attributes.check(ANY_NAME).is_ok() {
        let concerned = named
            .iter()
            .filter(|(_, name)| attributes.check(name) == Err(refused));
        let concerned: Vec<_> = concerned
            .map(|(setting, name)| format!("`{name}` of `{setting}`"))
            .collect();
        diagnostic = diagnostic.help(format!("that concerns {}", concerned.join(", ")));
    }
    diagnostics.report(diagnostic);
}

/// Tokens in cookies that nobody would look for, and what is said of cookies that nobody is given.
fn check_delivery(known: &Known<'_>, diagnostics: &mut Diagnostics) {
    let Some(places) = known.places() else {
        return;
    };
    let are_read = places.iter().any(|place| place.source == Source::Cookie);
    let are_handed_out = match known.any_text("token_delivery") {
        Value::Default => are_read,
        Value::Literal((_, delivery)) if delivery == "body" => false,
        Value::Literal((at, delivery)) => {
            if matches!(&*delivery, "cookie" | "both" | "by_request") && !are_read {
                let message = format!(
                    "`token_delivery` is `{delivery}`, but no token is looked for in a cookie"
                );
                diagnostics.report(Diagnostic::new(at, message).help(
                    "add `cookie` to the places, as in `token_from(header, cookie)`, or write `token_delivery = \"body\"`",
                ));
            }
            return;
        }
        Value::Unknown => return,
    };
    if are_handed_out {
        return;
    }
    let help = match are_read {
        true => {
            "write `token_delivery = \"cookie\"`, `\"both\"` or `\"by_request\"`, or leave it out"
        }
        false => "add `cookie` to the places, as in `token_from(header, cookie)`, or leave it out",
    };
    for name in OF_COOKIES_HANDED_OUT {
        if let Some(literal) = known.given(name) {
            let message = format!("`{name}` has no effect: login hands out no cookies");
            diagnostics.report(Diagnostic::new(literal.as_written(), message).help(help));
        }
    }
}
