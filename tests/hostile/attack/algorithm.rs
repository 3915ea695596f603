//! The header's `alg`: none, and everything that is not the one configured name (RFC 7515 §4.1.1, RFC 8725 §3.1).

use crate::case::{Case, Cases};
use crate::forge::{Forge, encode, signed_by};
use crate::object::{escaped, escapes, string};
use crate::signer::Signer;
use jwt_guard::Algorithm;

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    [none(forge), not_the_name(forge)]
        .into_iter()
        .flatten()
        .collect()
}

/// Every spelling of `none`, with each signature that a lenient verifier might let pass.
fn none(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("alg-none");
    let empty_key = Signer::hmac(Algorithm::HS256, b"");
    let payload = &forge.usual().payload;
    for (name, alg) in [
        ("lower", string("none")),
        ("title", string("None")),
        ("upper", string("NONE")),
        ("mixed", string("nOnE")),
        ("mixed-other", string("noNe")),
        ("trailing-space", string("none ")),
        ("leading-space", string(" none")),
        ("leading-tab", string("\tnone")),
        ("trailing-newline", string("none\n")),
        ("trailing-nul", string("none\0")),
        ("escaped", escaped("none")),
        ("fullwidth", string("\u{ff4e}\u{ff4f}\u{ff4e}\u{ff45}")),
        ("greek-omicron", string("n\u{3bf}ne")),
        ("zero-width-space", string("no\u{200b}ne")),
        ("null", "null".into()),
        ("empty", string("")),
        ("array", r#"["none"]"#.into()),
    ] {
        let header = encode(forge.header().with("alg", alg).text());
        let why = "an unsigned token is nobody's";
        let unsigned = format!("{header}.{payload}");
        cases.refuse(format!("{name}-unsigned"), format!("{unsigned}."), why);
        cases.refuse(format!("{name}-no-segment"), unsigned.clone(), why);
        cases.refuse(
            format!("{name}-signature-of-another-token"),
            format!("{unsigned}.{}", forge.usual().signature),
            why,
        );
        cases.refuse(
            format!("{name}-empty-hmac-key"),
            signed_by(&empty_key, &header, payload),
            why,
        );
        cases.refuse(
            format!("{name}-own-signature"),
            forge.of_segments(&header, payload),
            "the header does not name the algorithm of the signature",
        );
    }
    let header = r#"{"alg":"none"}"#;
    for (name, token) in [
        ("minimal", format!("{}.{payload}.", encode(header))),
        ("minimal-jwt", format!("{}.{payload}.", encode(r#"{"alg":"none","typ":"JWT"}"#))),
        ("minimal-with-kid", format!("{}.{payload}.", encode(r#"{"alg":"none","kid":"key-1","typ":"at+jwt"}"#))),
        ("rfc-7519-6-1", "eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.".into()),
    ] {
        cases.refuse(name, token, "an unsigned token is nobody's");
    }
    cases.into_vec()
}

/// A correct signature under a header that names something else, or nothing.
fn not_the_name(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("alg-type");
    let own = forge.algorithm.name();
    let swapped: String = own
        .chars()
        .map(|c| {
            if c.is_lowercase() {
                c.to_ascii_uppercase()
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect();
    let quoted = string(own);
    for (name, value) in [
        ("alg-null", "null".to_owned()),
        ("alg-true", "true".into()),
        ("alg-false", "false".into()),
        ("alg-zero", "0".into()),
        ("alg-number", "256".into()),
        ("alg-empty", string("")),
        ("alg-array", format!("[{quoted}]")),
        ("alg-array-of-two", format!("[{quoted},\"none\"]")),
        ("alg-array-empty", "[]".into()),
        ("alg-object", format!("{{\"alg\":{quoted}}}")),
        ("alg-object-of-itself", format!("{{{quoted}:{quoted}}}")),
        ("alg-case-swapped", string(&swapped)),
        (
            "alg-first-letter-lower",
            string(&format!("{}{}", own[..1].to_lowercase(), &own[1..])),
        ),
        ("alg-trailing-space", string(&format!("{own} "))),
        ("alg-leading-space", string(&format!(" {own}"))),
        ("alg-trailing-tab", string(&format!("{own}\t"))),
        ("alg-trailing-newline", string(&format!("{own}\n"))),
        ("alg-trailing-nul", string(&format!("{own}\0"))),
        ("alg-leading-bom", string(&format!("\u{feff}{own}"))),
        (
            "alg-zero-width-space",
            string(&format!("{}\u{200b}{}", &own[..2], &own[2..])),
        ),
        ("alg-quoted", string(&quoted)),
        ("alg-list-in-a-string", string(&format!("{own},none"))),
        ("alg-prefix", string(&own[..own.len() - 1])),
        ("alg-longer", string(&format!("{own}0"))),
        (
            "alg-uri",
            string("http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"),
        ),
        ("alg-fullwidth", string(&fullwidth(own))),
        (
            "alg-look-alike",
            string(&own.replace('S', "\u{17f}").replace('d', "\u{501}")),
        ),
    ] {
        let token = forge.of_header(forge.header().with("alg", value).text());
        cases.refuse(
            name,
            token,
            "`alg` is one string, compared character by character",
        );
    }
    for unknown in [
        "HS1",
        "HS224",
        "HS257",
        "HS2560",
        "RS1",
        "RS257",
        "PS1",
        "ES256K",
        "ES257",
        "ES521",
        "ESB256",
        "Ed448",
        "ES512K",
        "SM2",
        "MD5",
        "HMAC",
        "RSA",
        "A128KW",
        "A256GCM",
        "dir",
        "RSA-OAEP",
        "PBES2-HS256+A128KW",
        "ECDH-ES",
        "ML-DSA-44",
        "HSS-LMS",
        "any",
        "*",
        "undefined",
        "true",
        "x",
    ] {
        let token = forge.of_header(forge.header().with("alg", string(unknown)).text());
        cases.refuse(
            format!("alg-unknown-{unknown}"),
            token,
            "no key has this algorithm",
        );
    }
    let without = forge.header().without("alg");
    for (name, header) in [
        ("alg-missing", without.clone()),
        (
            "alg-missing-but-in-upper-case",
            without.clone().and("ALG", &*quoted),
        ),
        (
            "alg-missing-but-with-a-space",
            without.clone().and("alg ", &*quoted),
        ),
        (
            "alg-missing-but-nested",
            without
                .clone()
                .and("header", format!("{{\"alg\":{quoted}}}")),
        ),
        ("alg-missing-but-as-enc", without.and("enc", &*quoted)),
    ] {
        cases.refuse(
            name,
            forge.of_header(header.text()),
            "a header without `alg` names no key",
        );
    }
    let in_claims = crate::forge::usual_claims().and("alg", &*quoted);
    cases.refuse(
        "alg-missing-but-in-the-claims",
        forge.token(forge.header().without("alg").text(), in_claims.text()),
        "claims say nothing about the signature",
    );
    cases.refuse(
        "alg-name-escaped-and-value-other",
        forge.of_header(
            forge
                .header()
                .without("alg")
                .and(&escapes("alg"), string("none"))
                .text(),
        ),
        "an escaped name is the same name",
    );
    cases.into_vec()
}

fn fullwidth(text: &str) -> String {
    text.chars()
        .map(|c| char::from_u32(u32::from(c) + 0xfee0).expect("ASCII has full-width forms"))
        .collect()
}
