//! Settings that do not agree with one another: refused before the program starts, as far as they are literals.

use jwt_syntax::algorithm::{Algorithm, Family};
use jwt_syntax::path;
use jwt_syntax::setting::{
    DEFAULT_PASSWORD_KEY, DEFAULT_USERNAME_KEY, Kind, MAX_KEY_ID_BYTES, OTHER_LOGIN_MEMBERS,
    SETTINGS,
};
use jwt_syntax::switch::{SWITCHES, Switch};
use jwt_syntax::token_type::{REFRESH, is_same};
use quote::ToTokens;
use syn::LitStr;

use super::cookies;
use super::field::Field;
use super::known::{Known, Value};
use super::lifetimes;
use super::refresh_names;
use crate::derive::type_syntax::is_option;
use crate::diagnostics::{Diagnostic, Diagnostics};

/// Reports every disagreement that is known already.
pub(super) fn check(known: &Known<'_>, fields: &[Field], diagnostics: &mut Diagnostics) {
    if let Some(algorithm) = known.algorithm() {
        check_keys(algorithm, fields, diagnostics);
        check_algorithms(algorithm, known, diagnostics);
    }
    check_key_per_user(known, diagnostics);
    lifetimes::check(known, diagnostics);
    let paths = SETTINGS.iter().filter_map(|setting| match setting.kind {
        Kind::Path { default } => Some((setting.name, default)),
        _ => None,
    });
    check_distinct(paths, is_equal, known, diagnostics);
    let members = [
        ("username_key", DEFAULT_USERNAME_KEY),
        ("password_key", DEFAULT_PASSWORD_KEY),
    ];
    check_distinct(members, is_equal, known, diagnostics);
    check_login_members(known, diagnostics);
    check_token_type(known, diagnostics);
    check_key_id(known, diagnostics);
    check_switches(known, diagnostics);
    refresh_names::check(known, diagnostics);
    cookies::check(known, diagnostics);
}

/// Fields that hold a key which the algorithm never uses, unless they may be absent.
fn check_keys(algorithm: Algorithm, fields: &[Field], diagnostics: &mut Diagnostics) {
    let (uses, unused): (_, &[&str]) = match algorithm.family() {
        Family::Hmac => ("secret", &["private_key", "public_key"]),
        _ => ("private_key", &["secret"]),
    };
    for field in fields {
        let name = field.setting;
        if unused.contains(&name) && !is_option(&field.ty) {
            let message = format!("`{algorithm}` never uses a `{name}`; it signs with a `{uses}`");
            diagnostics.report(
                Diagnostic::new(field.ty.to_token_stream(), message)
                    .help(format!("write `{uses}: Secret`, or another `algorithm`")),
            );
        }
    }
}

/// Algorithms that no key can be for, and a service that would refuse its own tokens.
fn check_algorithms(algorithm: Algorithm, known: &Known<'_>, diagnostics: &mut Diagnostics) {
    let Value::Literal(accepted) = known.algorithms("verify_algorithms") else {
        return;
    };
    let has_other_keys = known.is_field("retired_keys") || known.is_field("public_key");
    for (text, other) in &accepted {
        let can_have_a_key = match has_other_keys {
            true => algorithm.is_symmetric() == other.is_symmetric(),
            false => algorithm.shares_keys_with(*other),
        };
        if !can_have_a_key {
            let message =
                format!("a key for `{algorithm}`, the `algorithm`, cannot verify `{other}`");
            diagnostics.report(
                Diagnostic::new(text, message)
                    .help(format!("{} can; remove `{other}`", verified_by(algorithm))),
            );
        }
    }
    if let Some((first, _)) = accepted.first()
        && accepted.iter().all(|(_, other)| *other != algorithm)
    {
        diagnostics.report(unlisted(first, algorithm));
    }
}

/// What has no effect, or cannot be had, where each user has a key.
fn check_key_per_user(known: &Known<'_>, diagnostics: &mut Diagnostics) {
    let Some((true, Some(on))) = known.switch("key_per_user", false) else {
        return;
    };
    if let Some(algorithm) = known.algorithm()
        && algorithm.family() != Family::Hmac
    {
        let message =
            format!("`key_per_user` derives keys from a `secret`, and `{algorithm}` has none");
        diagnostics.report(
            Diagnostic::new(on, message)
                .help("write `algorithm = \"HS256\"`, or leave `key_per_user` out"),
        );
    }
    let cache = match known.switch("cache", true) {
        Some((true, Some(on))) => Some(("cache", on.to_token_stream())),
        _ => None,
    };
    let capacity = known.given("cache_capacity");
    let capacity = capacity.map(|literal| ("cache_capacity", literal.as_written()));
    for (name, at) in cache.into_iter().chain(capacity) {
        let message = format!("`{name}` has no effect while `key_per_user` is on");
        diagnostics.report(Diagnostic::new(at, message).help(format!(
            "remove one of the two: `{name}`, or `key_per_user`"
        )));
    }
}

/// What keys for `algorithm` can verify, in words.
fn verified_by(algorithm: Algorithm) -> String {
    let shared = Algorithm::ALL
        .into_iter()
        .filter(|other| algorithm.shares_keys_with(*other));
    let names: Vec<_> = shared.map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

fn unlisted(first: &LitStr, algorithm: Algorithm) -> Diagnostic {
    let message = format!(
        "`verify_algorithms` does not list `{algorithm}`, the `algorithm`: own tokens would be refused"
    );
    Diagnostic::new(first, message).help(format!("add `\"{algorithm}\"`"))
}

/// A name for a token in the answer to a login that another member of it has.
fn check_login_members(known: &Known<'_>, diagnostics: &mut Diagnostics) {
    for (setting, example) in [
        ("access_token_key", "token"),
        ("refresh_token_key", "refresh"),
    ] {
        if let Value::Literal((at, name)) = known.any_text(setting)
            && OTHER_LOGIN_MEMBERS.contains(&&*name)
        {
            let message = format!("`{setting}` is `{name}`, which is another member of the answer");
            diagnostics.report(Diagnostic::new(at, message).help(format!(
                "write `{setting} = \"{example}\"`, or leave it out"
            )));
        }
    }
    let tokens = [
        ("access_token_key", "access_token"),
        ("refresh_token_key", "refresh_token"),
    ];
    check_distinct(tokens, is_equal, known, diagnostics);
}

/// Access tokens that say what refresh tokens say.
fn check_token_type(known: &Known<'_>, diagnostics: &mut Diagnostics) {
    if let Value::Literal((at, name)) = known.any_text("token_type")
        && is_same(&name, REFRESH)
    {
        let message = format!("`token_type` is `{name}`, which is the type of refresh tokens");
        diagnostics.report(Diagnostic::new(at, message).help(
            "write `token_type = \"at+jwt\"`, or leave it out: else a refresh token would be taken for an access token",
        ));
    }
}

/// A name of a key that no token may give.
fn check_key_id(known: &Known<'_>, diagnostics: &mut Diagnostics) {
    if let Value::Literal((at, name)) = known.any_text("key_id")
        && name.len() > MAX_KEY_ID_BYTES
    {
        let message = format!(
            "`key_id` has {} bytes, and at most {MAX_KEY_ID_BYTES} are looked up",
            name.len()
        );
        let refused = Diagnostic::new(at, message);
        diagnostics.report(refused.help("write a short name, such as `key_id = \"2026-11\"`"));
    }
}

/// Settings that have no effect, since another one is off.
fn check_switches(known: &Known<'_>, diagnostics: &mut Diagnostics) {
    let is_given = |name: &str| known.is_field(name) || known.given(name).is_some();
    for row in SWITCHES {
        let Switch {
            name: switch,
            is_on_by_default,
            ..
        } = row;
        let Some((false, off)) = known.switch(switch, *is_on_by_default) else {
            continue;
        };
        for name in row.silences(is_given) {
            let Some(literal) = known.given(name) else {
                continue;
            };
            let message = format!("`{name}` has no effect while `{switch}` is off");
            let help = match off {
                Some(_) => format!("remove one of the two: `{name}`, or `{switch} = \"off\"`"),
                None => format!("add `{switch} = \"on\"`, or remove `{name}`"),
            };
            diagnostics.report(Diagnostic::new(literal.as_written(), message).help(help));
        }
    }
}

fn is_equal(one: &str, other: &str) -> bool {
    one == other
}

/// Settings of which no two may be the same, each with its default.
pub(super) fn check_distinct(
    settings: impl IntoIterator<Item = (&'static str, impl Into<String>)>,
    is_same: fn(&str, &str) -> bool,
    known: &Known<'_>,
    diagnostics: &mut Diagnostics,
) {
    let mut earlier: Vec<(&str, Option<&LitStr>, String)> = Vec::new();
    for (name, default) in settings {
        let (at, value) = match known.any_text(name) {
            Value::Default => (None, default.into()),
            Value::Literal((at, value)) => (Some(at), value),
            Value::Unknown => continue,
        };
        // A path may end with a slash, which says nothing.
        let value = path::parse(&value).map_or(value.clone(), str::to_owned);
        let same = earlier.iter().find(|(_, _, other)| is_same(other, &value));
        if let Some((other, other_at, _)) = same
            && let Some(at) = at.or(*other_at)
        {
            let message = format!("`{name}` and `{other}` are both `{value}`");
            diagnostics
                .report(Diagnostic::new(at, message).help("write another one for one of the two"));
        }
        earlier.push((name, at, value));
    }
}
