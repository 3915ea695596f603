//! `exp`, `nbf` and `iat`: types that are no `NumericDate`, dates that have passed or are to come, and numbers at the end
//! of every range (RFC 7519 §2, §4.1.4 to §4.1.6; CVE-2026-25537).

use crate::app::NOW;
use crate::case::{Case, Cases};
use crate::forge::{Forge, usual_claims};
use crate::object::{escapes, string};
use crate::service::LEEWAY;

const DAY: i64 = 86_400;

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("claims");
    for name in ["exp", "nbf", "iat"] {
        for (kind, value) in no_dates(NOW + if name == "exp" { 300 } else { 0 }) {
            cases.refuse(
                format!("{name}-{kind}"),
                forge.of_claims(&usual_claims().with(name, value)),
                "a date is a JSON number, even where the claim is optional",
            );
        }
        duplicates(name, forge, &mut cases);
    }
    expiry(forge, &mut cases);
    future(forge, &mut cases);
    lifetime(forge, &mut cases);
    cases.into_vec()
}

/// Values that other verifiers take for `date`, or skip.
pub(super) fn no_dates(date: i64) -> Vec<(&'static str, String)> {
    vec![
        ("null", "null".into()),
        ("true", "true".into()),
        ("false", "false".into()),
        ("empty-string", string("")),
        ("string-digits", string(&date.to_string())),
        ("string-float", string(&format!("{date}.0"))),
        ("string-exponent", string("1.8e9")),
        ("string-iso-8601", string("2027-01-15T08:00:00Z")),
        ("string-word", string("tomorrow")),
        ("string-infinity", string("Infinity")),
        ("string-grouped", string("4_102_444_800")),
        (
            "string-arabic-digits",
            string("\u{661}\u{668}\u{660}\u{660}"),
        ),
        ("string-spaced", string(&format!(" {date} "))),
        ("string-hexadecimal", string("0xffffffff")),
        ("list", format!("[{date}]")),
        ("empty-list", "[]".into()),
        ("list-of-two", format!("[{date},{date}]")),
        ("object", format!("{{\"seconds\":{date}}}")),
        ("empty-object", "{}".into()),
        (
            "object-of-arbitrary-precision",
            format!("{{\"$serde_json::private::Number\":\"{date}\"}}"),
        ),
        (
            "object-raw-value",
            format!("{{\"$serde_json::private::RawValue\":\"{date}\"}}"),
        ),
        ("lit-nan", "NaN".into()),
        ("lit-infinity", "Infinity".into()),
        ("lit-negative-infinity", "-Infinity".into()),
        ("lit-overflow", "1e400".into()),
        ("lit-negative-overflow", "-1e400".into()),
        ("lit-many-digits", "9".repeat(400)),
        ("lit-hexadecimal", "0x6b49d200".into()),
        ("lit-leading-zero", format!("0{date}")),
        ("lit-plus", format!("+{date}")),
        ("lit-trailing-point", format!("{date}.")),
        ("lit-no-exponent", format!("{date}e")),
        ("lit-grouped", "1_800_000_300".into()),
        ("lit-suffix", format!("{date}s")),
        ("lit-two", format!("{date} {date}")),
        ("lit-sum", format!("{date}+1")),
        ("lit-arabic-digits", "\u{661}\u{668}\u{660}\u{660}".into()),
        (
            "lit-fullwidth-digits",
            "\u{ff11}\u{ff18}\u{ff10}\u{ff10}".into(),
        ),
        ("lit-nothing", String::new()),
    ]
}

fn duplicates(name: &str, forge: &Forge, cases: &mut Cases) {
    let claims = usual_claims();
    let value = claims.value(name).to_owned();
    for (kind, claims) in [
        ("same", claims.clone().and(name, &*value)),
        ("bad-last", claims.clone().and(name, "\"x\"")),
        ("bad-first", claims.clone().behind(name, "\"x\"")),
        ("null-last", claims.clone().and(name, "null")),
        ("expired-last", claims.clone().and(name, "1")),
        ("expired-first", claims.clone().behind(name, "1")),
        ("later-last", claims.clone().and(name, "4102444800")),
        ("later-first", claims.clone().behind(name, "4102444800")),
        ("escaped-last", claims.clone().and(&escapes(name), &*value)),
        ("escaped-first", claims.behind(&escapes(name), &*value)),
    ] {
        let why = "a name stands once among the claims (RFC 7519 §4)";
        cases.refuse(format!("dup-{name}-{kind}"), forge.of_claims(&claims), why);
    }
}

fn expiry(forge: &Forge, cases: &mut Cases) {
    let claims = usual_claims();
    let why = "a token without `exp` would never end";
    for (name, claims) in [
        ("exp-missing", claims.clone().without("exp")),
        (
            "exp-missing-but-in-upper-case",
            claims
                .clone()
                .without("exp")
                .and("EXP", (NOW + 300).to_string()),
        ),
        (
            "exp-missing-but-spaced",
            claims
                .clone()
                .without("exp")
                .and(" exp", (NOW + 300).to_string()),
        ),
        (
            "exp-missing-but-nested",
            claims
                .clone()
                .without("exp")
                .and("claims", format!("{{\"exp\":{}}}", NOW + 300)),
        ),
        (
            "exp-missing-but-expires-in",
            claims.clone().without("exp").and("expires_in", "300"),
        ),
    ] {
        cases.refuse(name, forge.of_claims(&claims), why);
    }
    let header = forge.header().and("exp", (NOW + 300).to_string()).text();
    cases.refuse(
        "exp-missing-but-in-the-header",
        forge.token(header, claims.clone().without("exp").text()),
        why,
    );
    let end = NOW - LEEWAY;
    for (name, value) in [
        ("at-the-leeway", end.to_string()),
        ("before-the-leeway", (end - 1).to_string()),
        ("a-fraction-above-the-leeway", format!("{end}.999")),
        ("exponent", format!("{}e1", end / 10)),
        ("an-hour-ago", (NOW - 3_600).to_string()),
        ("a-year-ago", (NOW - 365 * DAY).to_string()),
        ("one", "1".into()),
        ("zero", "0".into()),
        ("negative-zero", "-0".into()),
        ("zero-float", "0.0".into()),
        ("negative", "-1".into()),
        ("negative-date", (-NOW - 300).to_string()),
        ("i32-min", i32::MIN.to_string()),
        ("i64-min", i64::MIN.to_string()),
        ("below-i64", "-9223372036854775809".into()),
        ("f64-min", format!("{:e}", f64::MIN)),
        ("tiny", "1e-300".into()),
        ("smaller-than-any", "1e-400".into()),
        ("small-exponent", format!("{}e-9", NOW + 300)),
    ] {
        let token = forge.of_claims(&claims.clone().with("exp", value));
        cases.refuse(format!("exp-past-{name}"), token, "it has expired");
    }
    for (name, value) in [
        ("a-second-too-far", (NOW + DAY + 1).to_string()),
        (
            "a-second-too-far-as-a-fraction",
            format!("{}.5", NOW + DAY + 1),
        ),
        ("two-days", (NOW + 2 * DAY).to_string()),
        ("2100", "4102444800".into()),
        ("i32-max", i32::MAX.to_string()),
        ("u32-max", u32::MAX.to_string()),
        ("i64-max", i64::MAX.to_string()),
        ("i64-max-less-leeway", (i64::MAX - LEEWAY).to_string()),
        ("above-i64", "9223372036854775808".into()),
        ("u64-max", u64::MAX.to_string()),
        ("above-u64", "18446744073709551616".into()),
        (
            "above-u128",
            "340282366920938463463374607431768211456".into(),
        ),
        ("float", "9e15".into()),
        ("f64-max", format!("{:e}", f64::MAX)),
        ("exponent", "18e8000".replace("8000", "18")),
    ] {
        let token = forge.of_claims(&claims.clone().with("exp", value));
        cases.refuse(
            format!("exp-lit-{name}"),
            token,
            "no access token lives for more than a day",
        );
    }
    for (name, value) in [
        ("millis", ((NOW + 300) * 1_000).to_string()),
        ("micros", ((NOW + 300) * 1_000_000).to_string()),
        ("nanos", ((NOW + 300) * 1_000_000_000).to_string()),
    ] {
        let token = forge.of_claims(&claims.clone().with("exp", value));
        cases.refuse(format!("exp-{name}"), token, "a date is in seconds");
    }
}

fn future(forge: &Forge, cases: &mut Cases) {
    for name in ["nbf", "iat"] {
        for (kind, value) in [
            ("by-a-second", (NOW + LEEWAY + 1).to_string()),
            ("by-a-fraction", format!("{}.001", NOW + LEEWAY)),
            ("by-an-hour", (NOW + 3_600).to_string()),
            ("behind-exp", (NOW + 301).to_string()),
            ("by-years", "4102444800".into()),
            ("in-millis", (NOW * 1_000).to_string()),
            ("i32-max", i32::MAX.to_string()),
            ("i64-max", i64::MAX.to_string()),
            ("above-i64", "9223372036854775808".into()),
            ("u64-max", u64::MAX.to_string()),
            ("above-u64", "18446744073709551616".into()),
            ("f64-max", format!("{:e}", f64::MAX)),
            ("exponent", "1.9e9".into()),
        ] {
            let token = forge.of_claims(&usual_claims().with(name, value));
            cases.refuse(
                format!("{name}-future-{kind}"),
                token,
                "it is still to come",
            );
        }
    }
}

/// A token that was issued too long before it expires.
fn lifetime(forge: &Forge, cases: &mut Cases) {
    for (name, iat) in [
        ("a-second-too-long", (NOW + 300 - DAY - 1).to_string()),
        (
            "a-fraction-too-long",
            format!("{}.999", NOW + 300 - DAY - 1),
        ),
        ("two-days", (NOW - 2 * DAY).to_string()),
        ("zero", "0".into()),
        ("negative-zero", "-0".into()),
        ("negative", "-1".into()),
        ("i64-min", i64::MIN.to_string()),
        ("f64-min", format!("{:e}", f64::MIN)),
        ("tiny", "1e-300".into()),
    ] {
        let token = forge.of_claims(&usual_claims().with("iat", iat));
        cases.refuse(
            format!("iat-lifetime-{name}"),
            token,
            "no access token lives for more than a day",
        );
    }
    let claims = usual_claims()
        .without("iat")
        .with("exp", (NOW + DAY + 1).to_string());
    cases.refuse(
        "iat-missing-lifetime-a-second-too-long",
        forge.of_claims(&claims),
        "without `iat`, it is as if it were issued now",
    );
}
