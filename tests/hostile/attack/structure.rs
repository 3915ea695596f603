//! Texts that are no compact JWS: segments, characters, other serializations (RFC 7515 §7.1, RFC 7519 §7.2).

use crate::case::{Case, Cases};
use crate::forge::{Forge, encode};
use crate::service::MAX_BYTES;

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("structure");
    segments(forge, &mut cases);
    dots(forge, &mut cases);
    characters(forge, &mut cases);
    wrappings(forge, &mut cases);
    for length in [MAX_BYTES + 1, MAX_BYTES + 2, 9_000, 20_000, 65_000] {
        let token = forge.of_length(length);
        cases.refuse(
            format!("huge-{length}-bytes"),
            token,
            "longer than the limit",
        );
    }
    cases.into_vec()
}

fn segments(forge: &Forge, cases: &mut Cases) {
    let usual = forge.usual();
    let (h, p, s) = (&*usual.header, &*usual.payload, &*usual.signature);
    let why = "a compact JWS has three segments";
    for (name, segments) in [
        ("0-segments", &[""][..]),
        ("1-segments-header", &[h]),
        ("1-segments-payload", &[p]),
        ("1-segments-signature", &[s]),
        ("2-segments-no-signature", &[h, p]),
        ("2-segments-no-header", &[p, s]),
        ("2-segments-no-payload", &[h, s]),
        ("4-segments-signature-twice", &[h, p, s, s]),
        ("4-segments-header-twice", &[h, h, p, s]),
        ("4-segments-payload-twice", &[h, p, p, s]),
        ("4-segments-short-tail", &[h, p, s, "AA"]),
        ("5-segments-short-tail", &[h, p, s, "AA", "AA"]),
        ("5-segments-empty-middle", &[h, "", "", p, s]),
        ("6-segments-two-tokens", &[h, p, s, h, p, s]),
        ("7-segments", &[h, p, s, s, s, s, s]),
    ] {
        cases.refuse(name, segments.join("."), why);
    }
    let token = usual.token();
    cases.refuse("100-segments", format!("{token}{}", ".AA".repeat(97)), why);
    cases.refuse(
        "segments-permuted-payload-first",
        format!("{p}.{h}.{s}"),
        why,
    );
    cases.refuse(
        "segments-permuted-signature-first",
        format!("{s}.{h}.{p}"),
        why,
    );
    cases.refuse(
        "segments-detached-payload",
        format!("{h}..{s}"),
        "a JWT is never detached from its payload",
    );
    cases.refuse(
        "segments-empty-header",
        forge.of_segments("", p),
        "a header is a JSON object, not nothing",
    );
    cases.refuse(
        "segments-empty-payload",
        forge.of_segments(h, ""),
        "claims are a JSON object, not nothing",
    );
    cases.refuse(
        "segments-both-empty",
        forge.of_segments("", ""),
        "nothing but a signature",
    );
}

fn dots(forge: &Forge, cases: &mut Cases) {
    let usual = forge.usual();
    let (h, p, s) = (&*usual.header, &*usual.payload, &*usual.signature);
    let token = usual.token();
    let why = "dots end segments, and there are three of these";
    for (name, text) in [
        ("dot-leading", format!(".{token}")),
        ("dot-trailing", format!("{token}.")),
        ("dot-both-ends", format!(".{token}.")),
        ("dot-doubled-first", format!("{h}..{p}.{s}")),
        ("dot-doubled-second", format!("{h}.{p}..{s}")),
        ("dot-doubled-both", format!("{h}..{p}..{s}")),
        ("dot-in-header", format!("{}.{}.{p}.{s}", &h[..8], &h[8..])),
        (
            "dot-in-signature",
            format!("{h}.{p}.{}.{}", &s[..8], &s[8..]),
        ),
    ] {
        cases.refuse(name, text, why);
    }
    for count in [
        1,
        2,
        3,
        4,
        100,
        MAX_BYTES - 1,
        MAX_BYTES,
        MAX_BYTES + 1,
        60_000,
    ] {
        cases.refuse(format!("dots-{count}"), ".".repeat(count), why);
    }
    cases.refuse(
        "dots-behind-a-header",
        format!("{h}{}", ".".repeat(5_000)),
        why,
    );
    cases.refuse(
        "dots-before-a-signature",
        format!("{}{s}", ".".repeat(5_000)),
        why,
    );
    cases.refuse("dots-between-letters", "a.".repeat(4_000), why);
    for (name, dot) in [
        ("dot-percent", "%2E"),
        ("dot-comma", ","),
        ("dot-colon", ":"),
        ("dot-underscore", "_"),
        ("dot-tilde", "~"),
        ("dot-fullwidth", "\u{ff0e}"),
        ("dot-ideographic", "\u{3002}"),
        ("dot-middle", "\u{b7}"),
        ("dot-one-leader", "\u{2024}"),
    ] {
        cases.refuse(
            name,
            [h, p, s].join(dot),
            "only the ASCII full stop separates segments",
        );
    }
}

/// A character that base64url does not have, in each segment and around the dots; the signature is over the text as it is.
fn characters(forge: &Forge, cases: &mut Cases) {
    let usual = forge.usual();
    let (h, p) = (&*usual.header, &*usual.payload);
    let inside = |segment: &str, text: &str| format!("{}{text}{}", &segment[..8], &segment[8..]);
    for (name, text) in CHARACTERS {
        let why = "only the characters of base64url are in a segment";
        for (place, token) in [
            ("in-header", forge.of_segments(&inside(h, text), p)),
            ("in-payload", forge.of_segments(h, &inside(p, text))),
            ("before-header", forge.of_segments(&format!("{text}{h}"), p)),
            ("behind-header", forge.of_segments(&format!("{h}{text}"), p)),
            (
                "before-payload",
                forge.of_segments(h, &format!("{text}{p}")),
            ),
            (
                "behind-payload",
                forge.of_segments(h, &format!("{p}{text}")),
            ),
            ("behind-token", format!("{}{text}", usual.token())),
        ] {
            cases.refuse(format!("{name}-{place}"), token, why);
        }
    }
}

const CHARACTERS: [(&str, &str); 17] = [
    ("space", " "),
    ("tab", "\t"),
    ("newline", "\n"),
    ("carriage-return", "\r"),
    ("crlf", "\r\n"),
    ("nul", "\0"),
    ("delete", "\x7f"),
    ("equals", "="),
    ("plus", "+"),
    ("slash", "/"),
    ("tilde", "~"),
    ("percent", "%41"),
    ("quote", "\""),
    ("brace", "{"),
    ("no-break-space", "\u{a0}"),
    ("zero-width-space", "\u{200b}"),
    ("fullwidth-letter", "\u{ff21}"),
];

fn wrappings(forge: &Forge, cases: &mut Cases) {
    let token = forge.usual().token();
    let why = "a token stands alone";
    for (name, text) in [
        ("wrapped-in-quotes", format!("\"{token}\"")),
        ("wrapped-in-single-quotes", format!("'{token}'")),
        ("wrapped-in-angles", format!("<{token}>")),
        ("wrapped-in-a-python-literal", format!("b'{token}'")),
        ("wrapped-in-json", format!("[\"{token}\"]")),
        ("wrapped-in-an-object", format!("{{\"token\":\"{token}\"}}")),
        ("wrapped-in-base64", encode(&token)),
        ("wrapped-behind-bearer", format!("Bearer {token}")),
        ("wrapped-behind-jwt", format!("JWT {token}")),
        ("wrapped-behind-token", format!("token={token}")),
        ("wrapped-with-a-comma", format!("{token},")),
        ("wrapped-twice-with-a-comma", format!("{token},{token}")),
        ("wrapped-twice-with-a-space", format!("{token} {token}")),
        ("wrapped-with-a-semicolon", format!("{token};")),
        ("wrapped-with-a-fragment", format!("{token}#")),
        ("wrapped-with-a-query", format!("{token}?a=b")),
    ] {
        cases.refuse(name, text, why);
    }
}
