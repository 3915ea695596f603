//! `iss`, `sub`, `aud` and `jti`: other types, other names, and names that only look the same (RFC 7519 §4.1, RFC 8725
//! §3.8; CVE-2020-26160, CVE-2024-53861, CVE-2025-30144).

use crate::case::{Case, Cases};
use crate::forge::{Forge, usual_claims};
use crate::object::{escapes, string};
use crate::service::{AUDIENCE, ISSUER, SUBJECT};

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("claims");
    for (name, value) in [("iss", ISSUER), ("sub", SUBJECT), ("jti", "token-1")] {
        for (kind, value) in no_strings(value) {
            cases.refuse(
                format!("{name}-{kind}"),
                forge.of_claims(&usual_claims().with(name, value)),
                "the claim is one string, even where it is optional",
            );
        }
    }
    for (kind, value) in no_audiences() {
        cases.refuse(
            format!("aud-{kind}"),
            forge.of_claims(&usual_claims().with("aud", value)),
            "the claim is a string or a list of strings",
        );
    }
    for name in ["iss", "sub", "aud", "jti", "scope"] {
        duplicates(name, forge, &mut cases);
    }
    for (kind, look) in look_alikes(ISSUER) {
        let claims = usual_claims().with("iss", string(&look));
        cases.refuse(
            format!("iss-{kind}"),
            forge.of_claims(&claims),
            "issuers are compared byte for byte",
        );
    }
    audiences(forge, &mut cases);
    missing(forge, &mut cases);
    unidentified(forge, &mut cases);
    cases.into_vec()
}

/// A token that does not say when it was issued, or which one it is: none of ours (RFC 9068 §2.2).
fn unidentified(forge: &Forge, cases: &mut Cases) {
    let why = "each of our access tokens has the claim";
    for name in ["iat", "jti"] {
        let claims = usual_claims().without(name);
        cases.refuse(format!("{name}-missing"), forge.of_claims(&claims), why);
    }
    let empty = usual_claims().with("jti", string(""));
    cases.refuse("jti-empty", forge.of_claims(&empty), why);
}

pub(super) fn no_strings(value: &str) -> Vec<(&'static str, String)> {
    let value = string(value);
    vec![
        ("null", "null".into()),
        ("true", "true".into()),
        ("false", "false".into()),
        ("zero", "0".into()),
        ("number", "1".into()),
        ("float", "1.5".into()),
        ("array", format!("[{value}]")),
        (
            "array-of-two",
            format!("[{value},\"https://evil.example\"]"),
        ),
        (
            "array-other-first",
            format!("[\"https://evil.example\",{value}]"),
        ),
        ("array-empty", "[]".into()),
        ("array-nested", format!("[[{value}]]")),
        ("object", format!("{{{value}:true}}")),
        ("object-empty", "{}".into()),
        ("object-not-equal", "{\"$ne\":null}".into()),
        ("object-greater", "{\"$gt\":\"\"}".into()),
        ("object-regex", "{\"$regex\":\".*\"}".into()),
        (
            "object-raw-value",
            format!("{{\"$serde_json::private::RawValue\":{value}}}"),
        ),
    ]
}

fn no_audiences() -> Vec<(&'static str, String)> {
    let ours = string(AUDIENCE);
    vec![
        ("null", "null".into()),
        ("true", "true".into()),
        ("number", "1".into()),
        ("object", format!("{{{ours}:true}}")),
        ("object-indexed", format!("{{\"0\":{ours}}}")),
        ("object-empty", "{}".into()),
        ("nested-array", format!("[[{ours}]]")),
        ("nested-array-and-ours", format!("[{ours},[{ours}]]")),
        ("array-of-objects", format!("[{{\"aud\":{ours}}}]")),
        ("array-null", "[null]".into()),
        ("array-null-and-ours", format!("[null,{ours}]")),
        ("array-ours-and-null", format!("[{ours},null]")),
        ("array-number-and-ours", format!("[1,{ours}]")),
        ("array-ours-and-true", format!("[{ours},true]")),
        ("array-ours-and-object", format!("[{ours},{{}}]")),
        (
            "array-of-too-many",
            format!("[{ours}{}]", ",\"x\"".repeat(256)),
        ),
        (
            "array-of-deep-lists",
            format!("[{ours},{}{}]", "[".repeat(40), "]".repeat(40)),
        ),
    ]
}

fn duplicates(name: &str, forge: &Forge, cases: &mut Cases) {
    let claims = usual_claims();
    let value = claims.value(name).to_owned();
    for (kind, claims) in [
        ("same", claims.clone().and(name, &*value)),
        ("evil-last", claims.clone().and(name, "\"evil\"")),
        ("evil-first", claims.clone().behind(name, "\"evil\"")),
        ("null-last", claims.clone().and(name, "null")),
        ("number-last", claims.clone().and(name, "1")),
        ("list-last", claims.clone().and(name, format!("[{value}]"))),
        ("escaped-last", claims.clone().and(&escapes(name), &*value)),
        (
            "escaped-evil-last",
            claims.clone().and(&escapes(name), "\"evil\""),
        ),
        (
            "escaped-evil-first",
            claims.clone().behind(&escapes(name), "\"evil\""),
        ),
        ("three-times", claims.and(name, &*value).and(name, &*value)),
    ] {
        let why = "a name stands once among the claims (RFC 7519 §4)";
        cases.refuse(format!("dup-{name}-{kind}"), forge.of_claims(&claims), why);
    }
}

/// Names that a careless comparison takes for `https://<host>.example.com`.
fn look_alikes(name: &str) -> Vec<(&'static str, String)> {
    let host = name.strip_prefix("https://").expect("the names are URLs");
    let first = host.split('.').next().unwrap();
    vec![
        ("trailing-slash", format!("{name}/")),
        ("trailing-slashes", format!("{name}//")),
        ("trailing-dot", format!("{name}.")),
        ("trailing-space", format!("{name} ")),
        ("trailing-tab", format!("{name}\t")),
        ("trailing-newline", format!("{name}\n")),
        ("trailing-nul", format!("{name}\0")),
        ("trailing-nul-and-more", format!("{name}\0.evil.example")),
        ("trailing-no-break-space", format!("{name}\u{a0}")),
        ("trailing-zero-width-space", format!("{name}\u{200b}")),
        ("trailing-variation-selector", format!("{name}\u{fe0f}")),
        ("trailing-query", format!("{name}?")),
        ("trailing-fragment", format!("{name}#")),
        ("leading-space", format!(" {name}")),
        ("leading-newline", format!("\n{name}")),
        ("leading-bom", format!("\u{feff}{name}")),
        ("upper-case", name.to_uppercase()),
        (
            "host-upper-case",
            format!("https://{}", host.to_uppercase()),
        ),
        ("scheme-upper-case", format!("HTTPS://{host}")),
        (
            "one-letter-upper-case",
            name.replacen("example", "Example", 1),
        ),
        ("other-scheme", format!("http://{host}")),
        ("no-scheme", host.into()),
        ("scheme-relative", format!("//{host}")),
        ("three-slashes", format!("https:///{host}")),
        ("backslashes", format!("https:\\\\{host}")),
        ("default-port", format!("{name}:443")),
        ("empty-port", format!("{name}:")),
        ("user", format!("https://user@{host}")),
        ("as-a-user", format!("{name}@evil.example")),
        ("as-a-sub-domain", format!("{name}.evil.example")),
        ("as-a-path", format!("https://evil.example/{name}")),
        ("as-a-query", format!("https://evil.example/?{name}")),
        ("sub-domain", format!("https://www.{host}")),
        ("prefix", name[..name.len() - 1].into()),
        ("suffix", name[1..].into()),
        ("longer", format!("{name}m")),
        ("empty", String::new()),
        ("space", " ".into()),
        ("star", "*".into()),
        (
            "wildcard",
            format!("https://*.{}", &host[first.len() + 1..]),
        ),
        ("regex", ".*".into()),
        ("sql-wildcard", "%".into()),
        ("percent-encoded", name.replace('.', "%2e")),
        ("percent-encoded-letter", name.replacen('e', "%65", 1)),
        ("cyrillic", name.replacen('e', "\u{435}", 1)),
        ("fullwidth-dot", name.replace('.', "\u{ff0e}")),
        ("ligature", name.replacen("ex", "e\u{2093}", 1)),
        ("soft-hyphen", name.replacen("example", "ex\u{ad}ample", 1)),
        ("combining", name.replacen("example", "exa\u{301}mple", 1)),
        ("punycode", name.replacen("example", "xn--xample-2of", 1)),
        ("right-to-left", format!("\u{202e}{name}")),
        ("path-up", format!("{name}/a/..")),
        ("path-here", format!("{name}/.")),
        ("quoted", format!("\"{name}\"")),
        ("list-in-a-string", format!("[\"{name}\"]")),
        ("two-with-a-comma", format!("{name},https://evil.example")),
        ("two-with-a-space", format!("{name} https://evil.example")),
        (
            "other-with-a-space-first",
            format!("https://evil.example {name}"),
        ),
        ("twice", format!("{name}{name}")),
        ("reversed", name.chars().rev().collect()),
        ("other", "https://evil.example".into()),
        ("null-word", "null".into()),
        ("undefined-word", "undefined".into()),
    ]
}

fn audiences(forge: &Forge, cases: &mut Cases) {
    let why = "one of the audiences is this service, byte for byte";
    for (kind, look) in look_alikes(AUDIENCE) {
        let look = string(&look);
        let one = usual_claims().with("aud", &*look);
        cases.refuse(format!("aud-{kind}"), forge.of_claims(&one), why);
        let several = usual_claims().with("aud", format!("[{look},\"https://evil.example\"]"));
        cases.refuse(
            format!("aud-{kind}-in-an-array"),
            forge.of_claims(&several),
            why,
        );
    }
    let issuer = usual_claims().with("aud", string(ISSUER));
    cases.refuse("aud-issuer", forge.of_claims(&issuer), why);
    let client = usual_claims().with("aud", string("client-1"));
    cases.refuse("aud-client", forge.of_claims(&client), why);
    let none = usual_claims().with("aud", "[]");
    cases.refuse("aud-array-empty", forge.of_claims(&none), why);
    let halves = AUDIENCE.split_at(10);
    let split = usual_claims().with(
        "aud",
        format!("[{},{}]", string(halves.0), string(halves.1)),
    );
    cases.refuse("aud-array-of-halves", forge.of_claims(&split), why);
}

fn missing(forge: &Forge, cases: &mut Cases) {
    let why = "the claim is required";
    for name in ["iss", "sub", "aud"] {
        let without = usual_claims().without(name);
        let value = usual_claims().value(name).to_owned();
        for (kind, claims) in [
            ("missing", without.clone()),
            (
                "missing-but-in-upper-case",
                without.clone().and(&name.to_uppercase(), &*value),
            ),
            (
                "missing-but-spaced",
                without.clone().and(&format!("{name} "), &*value),
            ),
            (
                "missing-but-nested",
                without
                    .clone()
                    .and("claims", format!("{{\"{name}\":{value}}}")),
            ),
            (
                "missing-but-with-a-nul",
                without.clone().and(&format!("{name}\\u0000"), &*value),
            ),
        ] {
            cases.refuse(format!("{name}-{kind}"), forge.of_claims(&claims), why);
        }
        let header = forge.header().and(name, &*value).text();
        cases.refuse(
            format!("{name}-missing-but-in-the-header"),
            forge.token(header, without.text()),
            why,
        );
    }
    let claims = usual_claims();
    for (kind, claims) in [
        ("empty", claims.clone().with("sub", string(""))),
        (
            "missing-but-email",
            claims
                .clone()
                .without("sub")
                .and("email", string("ada@example.com")),
        ),
        (
            "missing-but-username",
            claims
                .clone()
                .without("sub")
                .and("preferred_username", string("ada")),
        ),
        (
            "missing-but-user-id",
            claims.clone().without("sub").and("user_id", "1"),
        ),
        (
            "missing-but-uid",
            claims.without("sub").and("uid", string("user-1")),
        ),
    ] {
        cases.refuse(
            format!("sub-{kind}"),
            forge.of_claims(&claims),
            "a token is about somebody, and `sub` says who",
        );
    }
}
