//! Headers that are malformed, that have a member twice, or that require extensions (RFC 7515 §4).

use super::json::broken;
use crate::case::{Case, Cases};
use crate::forge::{Forge, encode, usual_claims};
use crate::object::{escapes, string};

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("header");
    for (name, text, why) in broken(&forge.header().text()) {
        let prefix = if name.starts_with("dup-") {
            ""
        } else {
            "json-"
        };
        cases.refuse(format!("{prefix}{name}"), forge.of_header(text), why);
    }
    duplicates(forge, &mut cases);
    extensions(forge, &mut cases);
    nested(forge, &mut cases);
    cases.into_vec()
}

fn duplicates(forge: &Forge, cases: &mut Cases) {
    let header = forge.header();
    let why = "a name stands once in a header (RFC 7515 §4)";
    for name in ["typ", "alg", "kid"] {
        let value = header.value(name).to_owned();
        let evil = string(if name == "alg" { "none" } else { "evil" });
        for (kind, header) in [
            ("same", header.clone().and(name, &*value)),
            ("evil-last", header.clone().and(name, &*evil)),
            ("evil-first", header.clone().behind(name, &*evil)),
            ("escaped-same", header.clone().and(&escapes(name), &*value)),
            (
                "escaped-evil-last",
                header.clone().and(&escapes(name), &*evil),
            ),
            (
                "escaped-evil-first",
                header.clone().behind(&escapes(name), &*evil),
            ),
            ("null-last", header.clone().and(name, "null")),
            ("null-first", header.clone().behind(name, "null")),
            (
                "three-times",
                header.clone().and(name, &*value).and(name, &*value),
            ),
        ] {
            cases.refuse(
                format!("dup-{name}-{kind}"),
                forge.of_header(header.text()),
                why,
            );
        }
    }
    for name in ["jku", "jwk", "x5c", "cty", "crit"] {
        let twice = header.clone().and(name, "[]").and(name, "[]");
        cases.refuse(format!("dup-{name}"), forge.of_header(twice.text()), why);
    }
}

fn extensions(forge: &Forge, cases: &mut Cases) {
    let why = "no extension is understood, so that none may be critical (RFC 7515 §4.1.11)";
    for (name, crit) in [
        ("unknown", "[\"x\"]"),
        ("unknown-there", "[\"x\"],\"x\":true"),
        ("exp", "[\"exp\"],\"exp\":1900000000"),
        ("exp-missing", "[\"exp\"]"),
        ("alg", "[\"alg\"]"),
        ("kid", "[\"kid\"]"),
        ("typ", "[\"typ\"]"),
        ("crit", "[\"crit\"]"),
        (
            "uri",
            "[\"http://example.invalid/UNDEFINED\"],\"http://example.invalid/UNDEFINED\":true",
        ),
        ("b64", "[\"b64\"],\"b64\":true"),
        ("b64-false", "[\"b64\"],\"b64\":false"),
        ("empty", "[]"),
        ("empty-name", "[\"\"]"),
        ("twice", "[\"x\",\"x\"],\"x\":1"),
        ("several", "[\"x\",\"y\"],\"x\":1,\"y\":1"),
        ("nested", "[[\"x\"]]"),
        ("null-in-a-list", "[null]"),
        ("number-in-a-list", "[1]"),
        ("null", "null"),
        ("false", "false"),
        ("true", "true"),
        ("zero", "0"),
        ("string", "\"x\""),
        ("empty-string", "\"\""),
        ("object", "{}"),
        ("object-with-names", "{\"x\":true}"),
        (
            "long",
            concat!(
                "[\"",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "\"]"
            ),
        ),
    ] {
        let header = forge.header().and("crit", crit);
        cases.refuse(format!("crit-{name}"), forge.of_header(header.text()), why);
    }
    let header = forge.header();
    for (name, header) in [
        ("escaped", header.clone().and(&escapes("crit"), "[\"x\"]")),
        ("first", header.clone().behind("crit", "[\"x\"]")),
        (
            "twice-in-the-header",
            header.clone().and("crit", "[]").and("crit", "[]"),
        ),
    ] {
        cases.refuse(format!("crit-{name}"), forge.of_header(header.text()), why);
    }
    let why = "a JWT's payload is always encoded (RFC 7797 §7)";
    for (name, value) in [
        ("false", "false"),
        ("true", "true"),
        ("null", "null"),
        ("zero", "0"),
        ("string", "\"false\""),
        ("list", "[false]"),
    ] {
        let header = header.clone().and("b64", value).text();
        cases.refuse(format!("b64-{name}"), forge.of_header(&header), why);
        // A dot in it would end the segment.
        let raw = usual_claims().text().replace('.', "\\u002e");
        cases.refuse(
            format!("b64-{name}-raw"),
            forge.of_segments(&encode(&header), &raw),
            why,
        );
    }
    let escaped = header.and(&escapes("b64"), "false").text();
    cases.refuse("b64-escaped", forge.of_header(escaped), why);
}

/// A token in a token, which only one of two keys vouches for.
fn nested(forge: &Forge, cases: &mut Cases) {
    let inner = forge.usual().token();
    let unsigned = format!("{}.{}.", encode(r#"{"alg":"none"}"#), forge.usual().payload);
    let why = "a nested token is not looked into";
    for (name, inner) in [("signed", inner), ("unsigned", unsigned)] {
        for (kind, payload) in [
            ("", inner.clone()),
            ("-in-a-string", string(&inner)),
            ("-in-a-list", format!("[{}]", string(&inner))),
        ] {
            let header = forge.header().and("cty", string("JWT"));
            cases.refuse(
                format!("nested-jws-{name}{kind}"),
                forge.token(header.text(), &payload),
                why,
            );
            cases.refuse(
                format!("nested-jws-{name}{kind}-without-cty"),
                forge.of_payload(&payload),
                why,
            );
        }
    }
}
