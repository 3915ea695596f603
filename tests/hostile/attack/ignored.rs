//! Valid tokens with unknown members: they are ignored, up to the limits (RFC 7515 §4, RFC 7519 §4).

use super::header_keys::urls;
use super::json::with_member;
use crate::case::{Case, Cases};
use crate::forge::{Forge, encode, usual_claims};
use crate::object::string;
use crate::service::MAX_BYTES;

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("valid");
    unknown(forge, &mut cases);
    sizes(forge, &mut cases);
    cases.into_vec()
}

fn unknown(forge: &Forge, cases: &mut Cases) {
    let why = "members that nobody knows are ignored (RFC 7515 §4, RFC 7519 §4)";
    let (header, claims) = (forge.header(), usual_claims());
    for (name, member, value) in [
        ("null", "x", "null"),
        ("false", "x", "false"),
        ("number", "x", "-1.5e3"),
        ("large-number", "x", "123456789012345678901234567890"),
        ("text", "x", "\"\\u00e9\\n\""),
        ("list", "x", "[1,[2,[3,{}]],null]"),
        (
            "object",
            "x",
            "{\"y\":{\"x\":1},\"z\":[{\"x\":1},{\"x\":1}]}",
        ),
        ("empty-name", "", "1"),
        ("unicode-name", "\u{e9}\u{1f600}", "1"),
        ("uri-name", "https://example.com/claim", "true"),
        ("prototype", "__proto__", "{\"admin\":true}"),
        ("constructor", "constructor", "{}"),
    ] {
        cases.accept(
            format!("unknown-claim-{name}"),
            forge.of_claims(&claims.clone().and(member, value)),
            why,
        );
        let header = header.clone().and(member, value);
        cases.accept(
            format!("unknown-header-{name}"),
            forge.of_header(header.text()),
            why,
        );
    }
    let why = "what means something in the header means nothing among the claims";
    for (name, value) in [
        ("alg", "\"none\""),
        ("crit", "[\"x\"]"),
        ("b64", "false"),
        ("typ", "\"JWT\""),
        ("kid", "1"),
        ("jwk", "{}"),
    ] {
        cases.accept(
            format!("unknown-claim-{name}"),
            forge.of_claims(&claims.clone().and(name, value)),
            why,
        );
    }
    let why = "what means something among the claims means nothing in the header";
    for (name, value) in [
        ("exp", "1"),
        ("sub", "\"admin\""),
        ("iss", "\"evil\""),
        ("cnf", "{}"),
        ("scope", "1"),
        ("nbf", "\"x\""),
    ] {
        let header = header.clone().and(name, value);
        cases.accept(
            format!("unknown-header-{name}"),
            forge.of_header(header.text()),
            why,
        );
    }
    let why = "names are compared with their case: this one is unknown";
    for name in ["Crit", "B64", "ALG", "CNF", "Jku"] {
        cases.accept(
            format!("unknown-header-{name}"),
            forge.of_header(header.clone().and(name, "[\"x\"]").text()),
            why,
        );
        cases.accept(
            format!("unknown-claim-{name}"),
            forge.of_claims(&claims.clone().and(name, "[\"x\"]")),
            why,
        );
    }
    let why = "what could point to a key is not read, and the key is the right one";
    for (name, url) in urls() {
        for member in ["jku", "x5u"] {
            let header = header.clone().and(member, string(&url));
            cases.accept(
                format!("unknown-{member}-{name}"),
                forge.of_header(header.text()),
                why,
            );
        }
    }
    for (name, value) in [
        ("jwk", forge.other_signer.public_jwk()),
        ("x5c", "[\"AAAA\"]".into()),
        ("x5t", "\"AAAA\"".into()),
    ] {
        let header = header.clone().and(name, value);
        cases.accept(
            format!("unknown-{name}"),
            forge.of_header(header.text()),
            why,
        );
    }
}

fn sizes(forge: &Forge, cases: &mut Cases) {
    for length in [1_000, MAX_BYTES - 1, MAX_BYTES] {
        let token = forge.of_length(length);
        cases.accept(
            format!("long-{length}-bytes"),
            token,
            "it is within the limit",
        );
    }
    let lists = |levels: usize| format!("\"x\":{}{}", "[".repeat(levels), "]".repeat(levels));
    let (header, claims) = (forge.header().text(), usual_claims().text());
    let why = "it is within the limits of depth and members";
    cases.accept(
        "deep-claims",
        forge.of_payload(with_member(&claims, lists(31).as_bytes())),
        why,
    );
    cases.accept(
        "deep-header",
        forge.of_header(with_member(&header, lists(7).as_bytes())),
        why,
    );
    for (name, object, members, most) in [
        ("claims", &claims, usual_claims().names().count(), 256),
        ("header", &header, forge.header().names().count(), 16),
    ] {
        let wide: Vec<_> = (members..most).map(|at| format!("\"m{at}\":0")).collect();
        let text = with_member(object, wide.join(",").as_bytes());
        let token = match name {
            "claims" => forge.of_payload(text),
            _ => forge.of_header(text),
        };
        cases.accept(format!("wide-{name}"), token, why);
    }
    let padded = claims + &" ".repeat(2_000);
    cases.accept(
        "many-blanks",
        forge.of_segments(&forge.usual().header, &encode(padded)),
        why,
    );
}
