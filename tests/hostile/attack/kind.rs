//! Correct tokens of other kinds: none of them is an access token for a bearer (RFC 9068 §4, RFC 8725 §3.11, RFC 7800).

use crate::app::NOW;
use crate::case::{Case, Cases};
use crate::forge::{Forge, usual_claims};
use crate::object::{escapes, string};

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    [media_types(forge), others(forge), bound_to_a_key(forge)]
        .into_iter()
        .flatten()
        .collect()
}

fn media_types(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("typ");
    let why = "only `at+jwt` says that a token is an access token";
    for typ in [
        "JWT",
        "jwt",
        "JOSE",
        "JOSE+JSON",
        "",
        " ",
        "at",
        "at+jw",
        "at+jwts",
        "at+jwt ",
        " at+jwt",
        "at jwt",
        "at-jwt",
        "at%2Bjwt",
        "at+jwt;v=1",
        "at+jwt\0",
        "at+jwt\n",
        "at+JWT+JWT",
        "jwt+at",
        "a+jwt",
        "xat+jwt",
        "\u{ff41}t+jwt",
        "at\u{ff0b}jwt",
        "at+\u{237}wt",
        "text/at+jwt",
        "application/jwt",
        "application/",
        "application/at+jwt/",
        "application//at+jwt",
        "application/at+jwt;q=1",
        "application /at+jwt",
        "application/application/at+jwt",
        "/at+jwt",
        "*/*",
        "rt+jwt",
        "application/rt+jwt",
        "refresh+jwt",
        "id_token",
        "id+jwt",
        "access_token",
        "Bearer",
        "logout+jwt",
        "dpop+jwt",
        "dpop_proof+jwt",
        "secevent+jwt",
        "token-introspection+jwt",
        "oauth-authz-req+jwt",
        "entity-statement+jwt",
        "client-authentication+jwt",
        "vc+sd-jwt",
        "dc+sd-jwt",
        "kb+jwt",
        "wimse-id+jwt",
        "passport",
        "cwt",
    ] {
        let header = forge.header().with("typ", string(typ));
        cases.refuse(
            format!("typ-{:?}", typ),
            forge.of_header(header.text()),
            why,
        );
    }
    for (name, value) in [
        ("null", "null"),
        ("true", "true"),
        ("number", "1"),
        ("list", "[\"at+jwt\"]"),
        ("object", "{\"at+jwt\":true}"),
    ] {
        let header = forge.header().with("typ", value);
        cases.refuse(
            format!("type-{name}"),
            forge.of_header(header.text()),
            "`typ` is a string",
        );
    }
    let without = forge.header().without("typ");
    for (name, header) in [
        ("missing", without.clone()),
        (
            "missing-but-in-upper-case",
            without.clone().and("TYP", string("at+jwt")),
        ),
        (
            "missing-but-as-cty",
            without.clone().and("cty", string("at+jwt")),
        ),
        (
            "missing-but-nested",
            without.and("header", "{\"typ\":\"at+jwt\"}"),
        ),
    ] {
        cases.refuse(name, forge.of_header(header.text()), why);
    }
    let in_claims = usual_claims().and("typ", string("at+jwt"));
    let header = forge.header().without("typ").text();
    cases.refuse(
        "missing-but-in-the-claims",
        forge.token(header, in_claims.text()),
        why,
    );
    cases.into_vec()
}

/// What else is signed with the same key: told apart by `typ`, even if every claim of an access token is there.
fn others(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("kind");
    let claims = usual_claims();
    let event = "{\"http://schemas.openid.net/event/backchannel-logout\":{}}";
    for (name, typ, claims) in [
        (
            "id-token",
            Some("JWT"),
            claims
                .clone()
                .and("nonce", string("n"))
                .and("at_hash", string("h")),
        ),
        (
            "id-token-without-typ",
            None,
            claims.clone().and("nonce", string("n")),
        ),
        (
            "refresh-token",
            Some("rt+jwt"),
            claims.clone().and("token_use", string("access")),
        ),
        (
            "refresh-token-of-flask",
            Some("JWT"),
            claims.clone().and("type", string("refresh")),
        ),
        (
            "access-token-of-keycloak",
            Some("JWT"),
            claims.clone().and("typ", string("Bearer")),
        ),
        (
            "access-token-of-flask",
            Some("JWT"),
            claims.clone().and("type", string("access")),
        ),
        (
            "access-token-of-cognito",
            None,
            claims.clone().and("token_use", string("access")),
        ),
        (
            "logout-token",
            Some("logout+jwt"),
            claims.clone().and("events", event),
        ),
        (
            "logout-token-of-old",
            Some("JWT"),
            claims.clone().and("events", event),
        ),
        (
            "dpop-proof",
            Some("dpop+jwt"),
            claims
                .clone()
                .and("htm", string("GET"))
                .and("htu", string("https://api.example.com/")),
        ),
        (
            "client-assertion",
            Some("JWT"),
            claims
                .clone()
                .with("sub", string("client-1"))
                .with("iss", string("client-1")),
        ),
        (
            "request-object",
            Some("oauth-authz-req+jwt"),
            claims.clone().and("response_type", string("code")),
        ),
        (
            "csrf-token",
            Some("csrf+jwt"),
            claims.clone().and("csrf", string("c")),
        ),
        (
            "pre-session",
            Some("presession+jwt"),
            claims.with("exp", (NOW + 60).to_string()),
        ),
    ] {
        let header = match typ {
            Some(typ) => forge.header().with("typ", string(typ)),
            None => forge.header().without("typ"),
        };
        cases.refuse(
            name,
            forge.token(header.text(), claims.text()),
            "a token of another kind, however right it is",
        );
    }
    cases.into_vec()
}

fn bound_to_a_key(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("cnf");
    let why = "who presents it must prove to hold the key, which a bearer does not";
    for (name, value) in [
        (
            "jkt",
            "{\"jkt\":\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I\"}",
        ),
        (
            "x5t",
            "{\"x5t#S256\":\"bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2\"}",
        ),
        (
            "jwk",
            "{\"jwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\"}}",
        ),
        ("kid", "{\"kid\":\"key-1\"}"),
        ("empty", "{}"),
        ("null", "null"),
        ("string", "\"\""),
        ("false", "false"),
        ("list", "[]"),
    ] {
        cases.refuse(
            name,
            forge.of_claims(&usual_claims().and("cnf", value)),
            why,
        );
        let escaped = usual_claims().behind(&escapes("cnf"), value);
        cases.refuse(format!("{name}-escaped"), forge.of_claims(&escaped), why);
    }
    cases.into_vec()
}
