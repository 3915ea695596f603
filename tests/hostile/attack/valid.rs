//! Valid tokens that look unusual: refusing them would lock users out (RFC 8259, RFC 7515 §4, RFC 7519 §4).

use crate::app::NOW;
use crate::case::{Case, Cases};
use crate::forge::{Forge, usual_claims};
use crate::object::{Object, escaped, escapes, string};
use crate::service::{AUDIENCE, ISSUER, LEEWAY, SUBJECT};

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("valid");
    cases.accept(
        "usual",
        forge.usual().token(),
        "nothing is unusual about it",
    );
    spellings(forge, &mut cases);
    headers(forge, &mut cases);
    claims(forge, &mut cases);
    dates(forge, &mut cases);
    cases.into_vec()
}

fn spellings(forge: &Forge, cases: &mut Cases) {
    let (header, claims) = (forge.header(), usual_claims());
    let why = "blanks between the tokens of JSON mean nothing";
    for (name, around, between) in [
        ("spaces", " ", " "),
        ("newlines", "\n", "\n"),
        ("crlf", "\r\n", "\r\n"),
        ("tabs", "\t", "\t"),
        ("mixed-blanks", " \r\n\t", "\t\n\r "),
        ("leading-and-trailing-blanks", "  \n", ""),
    ] {
        let token = forge.token(
            header.spaced(around, between),
            claims.spaced(around, between),
        );
        cases.accept(format!("json-{name}"), token, why);
    }
    let why = "an escape is the character";
    let in_escapes = |object: &Object, name: &str, text: &str| {
        object
            .clone()
            .without(name)
            .and(&escapes(name), escaped(text))
    };
    for (name, text) in [
        ("iss", ISSUER),
        ("sub", SUBJECT),
        ("aud", AUDIENCE),
        ("scope", "user:read"),
        ("jti", "a"),
    ] {
        cases.accept(
            format!("escaped-{name}"),
            forge.of_claims(&in_escapes(&claims, name, text)),
            why,
        );
    }
    for (name, text) in [
        ("alg", forge.algorithm.name()),
        ("typ", "at+jwt"),
        ("kid", "key-1"),
    ] {
        cases.accept(
            format!("escaped-{name}"),
            forge.of_header(in_escapes(&header, name, text).text()),
            why,
        );
    }
    let exp = claims.value("exp").to_owned();
    let escaped_exp = claims.clone().without("exp").and(&escapes("exp"), exp);
    cases.accept("escaped-exp", forge.of_claims(&escaped_exp), why);
    cases.accept(
        "escaped-slashes",
        forge.of_payload(claims.text().replace('/', "\\/")),
        why,
    );
    let upper = claims.clone().with("sub", "\"\\u0075ser\\u002D1\"");
    cases.accept("escaped-in-upper-case", forge.of_claims(&upper), why);
    let why = "the order of members means nothing";
    cases.accept(
        "header-reversed",
        forge.of_header(header.reversed().text()),
        why,
    );
    cases.accept("claims-reversed", forge.of_claims(&claims.reversed()), why);
    let alg_first = Object::of([
        ("alg", string(forge.algorithm.name())),
        ("typ", string("at+jwt")),
    ]);
    cases.accept(
        "header-as-of-other-libraries",
        forge.of_header(alg_first.text()),
        why,
    );
}

fn headers(forge: &Forge, cases: &mut Cases) {
    let why = "`typ` is a media type: case means nothing, `application/` may be left out (RFC 7515 §4.1.9)";
    for typ in [
        "AT+JWT",
        "At+Jwt",
        "application/at+jwt",
        "APPLICATION/AT+JWT",
        "Application/at+JWT",
    ] {
        let header = forge.header().with("typ", string(typ));
        cases.accept(format!("typ-{typ}"), forge.of_header(header.text()), why);
    }
    let escaped_slash = forge.header().with("typ", "\"application\\/at+jwt\"");
    cases.accept(
        "typ-escaped-slash",
        forge.of_header(escaped_slash.text()),
        why,
    );
    let without = forge.header().without("kid");
    cases.accept(
        "kid-missing",
        forge.of_header(without.text()),
        "`kid` is a hint, and optional",
    );
    let cty = forge.header().and("cty", string("application/json"));
    cases.accept(
        "cty",
        forge.of_header(cty.text()),
        "`cty` means nothing to the signature",
    );
}

fn claims(forge: &Forge, cases: &mut Cases) {
    let claims = usual_claims();
    let why = "an optional claim may be missing";
    for name in ["nbf", "client_id"] {
        cases.accept(
            format!("{name}-missing"),
            forge.of_claims(&claims.clone().without(name)),
            why,
        );
    }
    let ours = string(AUDIENCE);
    let why = "one of several audiences is this service";
    for (name, aud) in [
        ("aud-array-of-one", format!("[{ours}]")),
        (
            "aud-array-ours-first",
            format!("[{ours},\"https://other.example\"]"),
        ),
        (
            "aud-array-ours-last",
            format!("[\"https://other.example\",\"b\",\"\",{ours}]"),
        ),
        ("aud-array-ours-twice", format!("[{ours},{ours}]")),
        ("aud-array-escaped", format!("[{}]", escaped(AUDIENCE))),
        (
            "aud-array-of-many",
            format!("[{}{ours}]", "\"x\",".repeat(100)),
        ),
    ] {
        cases.accept(name, forge.of_claims(&claims.clone().with("aud", aud)), why);
    }
    let why = "a subject is any text that is not empty";
    for (name, sub) in [
        ("unicode", "\u{7528}\u{6237}-\u{fc}"),
        ("emoji", "\u{1f600}"),
        ("space", " "),
        ("quotes", "a\"b\\c"),
        ("control", "a\nb"),
        ("digits", "1"),
        ("null-word", "null"),
        (
            "long",
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        ),
    ] {
        cases.accept(
            format!("sub-{name}"),
            forge.of_claims(&claims.clone().with("sub", string(sub))),
            why,
        );
    }
    let surrogates = claims.clone().with("sub", "\"\\ud83d\\ude00\"");
    cases.accept(
        "sub-escaped-emoji",
        forge.of_claims(&surrogates),
        "two escapes make one character",
    );
    let why = "the scopes grant `user:read`";
    for (name, scope) in [
        ("among-others", "\"openid user:read admin\""),
        ("spaced", "\"  user:read   \""),
        ("twice", "\"user:read user:read\""),
        ("namespace", "\"user\""),
        ("more-actions", "\"user:read:write\""),
        ("namespace-before-a-space", "\"user :read\""),
        ("list", "[\"user:read\"]"),
        ("list-of-several", "[\"openid\",\"user:read\"]"),
        ("list-with-null", "[null,\"user:read\"]"),
        ("escaped", "\"user\\u003aread\""),
    ] {
        cases.accept(
            format!("scope-{name}"),
            forge.of_claims(&claims.clone().with("scope", scope)),
            why,
        );
    }
}

fn dates(forge: &Forge, cases: &mut Cases) {
    let why = "a date may have a fraction or an exponent, and lies within the leeway";
    for (name, claim, value) in [
        ("exp-fraction", "exp", format!("{}.5", NOW + 300)),
        ("exp-zero-fraction", "exp", format!("{}.0", NOW + 300)),
        (
            "exp-long-fraction",
            "exp",
            format!("{}.000000000000000000001", NOW + 300),
        ),
        ("exp-exponent", "exp", "1.8000003e9".into()),
        ("exp-exponent-of-zero", "exp", format!("{}e0", NOW + 300)),
        ("exp-large-exponent", "exp", "18000003E+2".into()),
        (
            "exp-negative-exponent",
            "exp",
            format!("{}00e-2", NOW + 300),
        ),
        (
            "exp-within-the-leeway",
            "exp",
            (NOW - LEEWAY + 1).to_string(),
        ),
        ("exp-just-passed", "exp", NOW.to_string()),
        ("exp-a-day", "exp", (NOW + 86_400).to_string()),
        (
            "exp-a-day-and-a-fraction",
            "exp",
            format!("{}.9", NOW + 86_400),
        ),
        ("nbf-fraction", "nbf", format!("{NOW}.25")),
        ("nbf-within-the-leeway", "nbf", (NOW + LEEWAY).to_string()),
        (
            "nbf-fraction-within-the-leeway",
            "nbf",
            format!("{}.5", NOW + LEEWAY - 1),
        ),
        ("nbf-zero", "nbf", "0".into()),
        ("nbf-negative-zero", "nbf", "-0".into()),
        ("nbf-negative", "nbf", "-1".into()),
        ("nbf-i64-min", "nbf", i64::MIN.to_string()),
        ("nbf-below-i64", "nbf", "-9223372036854775809".into()),
        ("nbf-f64-min", "nbf", "-1.7976931348623157e308".into()),
        ("nbf-tiny", "nbf", "1e-400".into()),
        ("iat-fraction", "iat", format!("{NOW}.75")),
        ("iat-within-the-leeway", "iat", (NOW + LEEWAY).to_string()),
        (
            "iat-almost-a-day-ago",
            "iat",
            (NOW + 300 - 86_400).to_string(),
        ),
    ] {
        cases.accept(
            name,
            forge.of_claims(&usual_claims().with(claim, value)),
            why,
        );
    }
}
