//! Keys that the token brings with it, or says where to fetch (CVE-2018-0114, RFC 8725 §3.10): never used, never fetched.

use base64_simd::STANDARD;

use crate::case::{Case, Cases};
use crate::forge::{Forge, encode, signed_by};
use crate::listener::LISTENER;
use crate::object::{Object, string};

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("header");
    let jwk = forge.other_signer.public_jwk();
    let set = format!(r#"{{"keys":[{jwk}]}}"#);
    let certificate = string(&STANDARD.encode_to_string(&jwk));
    let why = "a key that the token brings is the attacker's";
    for (name, value) in [
        ("jwk", jwk.clone()),
        ("jwk-private", jwk.replacen('{', r#"{"d":"AAAA","#, 1)),
        (
            "jwk-with-own-kid",
            jwk.replacen('{', r#"{"kid":"key-1","#, 1),
        ),
        (
            "jwk-with-alg",
            jwk.replacen(
                '{',
                &format!(r#"{{"alg":"{}","use":"sig","#, forge.algorithm),
                1,
            ),
        ),
        ("jwk-set", set.clone()),
        ("jwk-string", string(&jwk)),
        ("jwk-list", format!("[{jwk}]")),
        ("jwk-null", "null".into()),
        ("jwk-empty", "{}".into()),
        ("jwk-oct-empty", r#"{"kty":"oct","k":""}"#.into()),
        (
            "jwk-short-x",
            r#"{"kty":"OKP","crv":"Ed25519","x":"AAAAAA"}"#.into(),
        ),
        ("jwks", set),
        ("x5c", format!("[{certificate}]")),
        ("x5c-string", certificate.clone()),
        ("x5c-empty", "[]".into()),
        ("x5c-garbage", "[\"AAAA\"]".into()),
        ("x5t", string("AAAAAAAAAAAAAAAAAAAAAAAAAAA")),
        (
            "x5t#S256",
            string("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
        ),
        ("epk", jwk.clone()),
        ("key", string(&jwk)),
        ("trust_chain", format!("[{certificate}]")),
    ] {
        let member = name.split('-').next().unwrap();
        forged(
            forge,
            name,
            forge.header().and(member, value),
            &mut cases,
            why,
        );
    }
    let why = "nothing is fetched because a token says so";
    for (name, url) in urls() {
        for member in ["jku", "x5u"] {
            let header = forge.header().and(member, string(&url));
            forged(forge, &format!("{member}-{name}"), header, &mut cases, why);
        }
    }
    for (name, value) in [
        ("null", "null"),
        ("number", "1"),
        ("list", "[\"http://127.0.0.1/\"]"),
        ("object", "{}"),
    ] {
        for member in ["jku", "x5u"] {
            forged(
                forge,
                &format!("{member}-{name}"),
                forge.header().and(member, value),
                &mut cases,
                why,
            );
        }
    }
    cases.into_vec()
}

/// The header with the service's key id, and without one; both signed by the attacker.
fn forged(forge: &Forge, name: &str, header: Object, cases: &mut Cases, why: &'static str) {
    let sign = |header: Object| {
        signed_by(
            &forge.other_signer,
            &encode(header.text()),
            &forge.usual().payload,
        )
    };
    cases.refuse(name, sign(header.clone()), why);
    cases.refuse(
        format!("{name}-without-kid"),
        sign(header.without("kid")),
        why,
    );
}

/// Where a verifier might go, each heard by the listener if it does.
pub(super) fn urls() -> Vec<(&'static str, String)> {
    let listener = LISTENER.address();
    let port = listener.port();
    vec![
        ("http", format!("http://{listener}/jwks.json")),
        ("https", format!("https://{listener}/jwks.json")),
        ("upper-case", format!("HTTP://{listener}/jwks.json")),
        ("no-scheme", format!("//{listener}/jwks.json")),
        (
            "user-info",
            format!("https://issuer.example.com@{listener}/jwks.json"),
        ),
        (
            "redirect",
            format!("http://{listener}/redirect?to=https://issuer.example.com/jwks.json"),
        ),
        (
            "fragment",
            format!("http://{listener}/#https://issuer.example.com/jwks.json"),
        ),
        ("localhost", format!("http://localhost:{port}/jwks.json")),
        (
            "decimal-address",
            format!("http://2130706433:{port}/jwks.json"),
        ),
        ("ftp", format!("ftp://{listener}/jwks.json")),
        ("gopher", format!("gopher://{listener}/_jwks")),
        ("ldap", format!("ldap://{listener}/cn=jwks")),
        ("file", "file:///etc/passwd".into()),
        ("path", "/etc/passwd".into()),
        ("data", "data:application/json,{\"keys\":[]}".into()),
        ("own-issuer", "https://issuer.example.com/jwks.json".into()),
        (
            "metadata-service",
            "http://169.254.169.254/latest/meta-data/".into(),
        ),
        ("empty", String::new()),
    ]
}
