//! Serializations that are no JWT: JSON, and the five segments of an encrypted token (RFC 7515 §7.2, RFC 7516).

use crate::case::{Case, Cases};
use crate::forge::{Forge, encode};
use crate::object::string;

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("structure");
    json(forge, &mut cases);
    jwe(forge, &mut cases);
    cases.into_vec()
}

/// The JSON serializations of RFC 7515 §7.2, and texts that are two things at once (CVE-2022-39227).
fn json(forge: &Forge, cases: &mut Cases) {
    let usual = forge.usual();
    let (h, p, s) = (&*usual.header, &*usual.payload, &*usual.signature);
    let why = "a JWT is never in a JSON serialization (RFC 7519 §1)";
    let flattened = format!(r#"{{"protected":"{h}","payload":"{p}","signature":"{s}"}}"#);
    let evil = encode(r#"{"sub":"admin"}"#);
    for (name, text) in [
        ("json-flattened", flattened.clone()),
        (
            "json-flattened-header",
            format!(r#"{{"header":{{"alg":"none"}},"payload":"{p}","signature":"{s}"}}"#),
        ),
        (
            "json-general",
            format!(
                r#"{{"payload":"{p}","signatures":[{{"protected":"{h}","signature":"{s}"}}]}}"#
            ),
        ),
        (
            "json-general-two-signatures",
            format!(
                r#"{{"payload":"{p}","signatures":[{{"protected":"{h}","signature":"AA"}},{{"protected":"{h}","signature":"{s}"}}]}}"#
            ),
        ),
        (
            "json-general-no-signatures",
            format!(r#"{{"payload":"{p}","signatures":[]}}"#),
        ),
        ("json-string", string(&usual.token())),
        ("json-base64", encode(&flattened)),
        (
            "json-base64-three-segments",
            format!("{}.{p}.{s}", encode(&flattened)),
        ),
        (
            "json-polyglot",
            format!(
                r#"{{"  {h}.{evil}.":"","protected":"{h}","payload":"{p}","signature":"{s}"}}"#
            ),
        ),
        (
            "json-polyglot-three-segments",
            format!(r#"{{"a":"{h}.{p}.{s}"}}"#),
        ),
    ] {
        cases.refuse(name, text, why);
    }
    let nested = encode(format!(
        r#"{{"alg":"{}","protected":"{h}"}}"#,
        forge.algorithm
    ));
    cases.refuse(
        "json-as-a-header",
        forge.of_segments(&nested, &encode(&flattened)),
        "the payload is a JWS, not claims",
    );
}

/// Five segments, with headers that have cost other verifiers minutes or gigabytes.
fn jwe(forge: &Forge, cases: &mut Cases) {
    let usual = forge.usual();
    let why = "encrypted tokens are not accepted, and nothing of them is computed";
    let key = "AAAAAAAAAAAAAAAAAAAAAA";
    for (name, header) in [
        ("jwe-dir", r#"{"alg":"dir","enc":"A256GCM"}"#.to_owned()),
        ("jwe-dir-access-token", r#"{"alg":"dir","enc":"A128CBC-HS256","typ":"at+jwt"}"#.into()),
        ("jwe-rsa1-5", r#"{"alg":"RSA1_5","enc":"A128CBC-HS256"}"#.into()),
        ("jwe-rsa-oaep", r#"{"alg":"RSA-OAEP","enc":"A256GCM"}"#.into()),
        ("jwe-a128kw", r#"{"alg":"A128KW","enc":"A128GCM","kid":"key-1"}"#.into()),
        (
            "jwe-pbes2-huge-p2c",
            r#"{"alg":"PBES2-HS512+A256KW","enc":"A256GCM","p2s":"AAAA","p2c":2147483647}"#.into(),
        ),
        (
            "jwe-pbes2-absurd-p2c",
            r#"{"alg":"PBES2-HS256+A128KW","enc":"A128GCM","p2s":"AAAA","p2c":18446744073709551615}"#.into(),
        ),
        ("jwe-zip", r#"{"alg":"dir","enc":"A256GCM","zip":"DEF"}"#.into()),
        (
            "jwe-invalid-curve",
            r#"{"alg":"ECDH-ES","enc":"A128GCM","epk":{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"}}"#.into(),
        ),
        ("jwe-own-algorithm", format!(r#"{{"alg":"{}","enc":"A256GCM","typ":"at+jwt"}}"#, forge.algorithm)),
    ] {
        let header = encode(header);
        cases.refuse(name, format!("{header}.{key}.{key}.{key}.{key}"), why);
        cases.refuse(format!("{name}-no-key"), format!("{header}..{key}.{key}.{key}"), why);
        if name != "jwe-own-algorithm" {
            cases.refuse(
                format!("{name}-signed"),
                forge.of_segments(&header, &usual.payload),
                "the algorithm is one of encryption",
            );
        }
    }
    let unsigned = format!("{}.{}.", encode(r#"{"alg":"none"}"#), usual.payload);
    cases.refuse(
        "jwe-around-an-unsigned-token",
        format!(
            "{}..{key}.{}.{key}",
            encode(r#"{"alg":"dir","enc":"A256GCM","cty":"JWT"}"#),
            encode(unsigned)
        ),
        "what was only encrypted was signed by nobody (CVE-2026-29000)",
    );
}
