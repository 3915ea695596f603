//! Settings of the claims of tokens.

use aws_lc_rs::hmac::HMAC_SHA256;
use serde_json::{Value, json};

use super::super::row::{Look, Row, row};
use super::super::service::merge;
use crate::fixtures::app::{NOW, SECRET};
use crate::fixtures::token::signed_with;

pub(super) fn rows() -> Vec<Row> {
    let both = "user:read report";
    vec![
        row(
            "issuer",
            json!("us"),
            Look::Claim("iss"),
            [json!(null), json!("us")],
        ),
        row(
            "audience",
            json!(["a", "b"]),
            Look::Claim("aud"),
            [json!(null), json!(["a", "b"])],
        ),
        row(
            "client_id",
            json!(["web", "app"]),
            Look::Claim("client_id"),
            [json!(null), json!("web")],
        ),
        row(
            "jti",
            json!("off"),
            Look::HasClaim("jti"),
            [json!(true), json!(false)],
        ),
        row(
            "required_claims",
            json!(["device"]),
            Look::accepts(signed(json!({}))),
            [json!(200), json!(401)],
        ),
        row(
            "additional_headers",
            json!({"version": "2"}),
            Look::Header("version"),
            [json!(null), json!("2")],
        ),
        row(
            "subject_claim",
            json!("user_id"),
            Look::Claim("user_id"),
            [json!(null), json!("1")],
        ),
        row(
            "subject_format",
            json!("integer"),
            Look::Claim("sub"),
            [json!("1"), json!(1)],
        ),
        row(
            "scopes_claim",
            json!("scopes"),
            Look::Claim("scopes"),
            [json!(null), json!(both)],
        ),
        row(
            "scopes_format",
            json!("list"),
            Look::Claim("scope"),
            [json!(both), json!(["user:read", "report"])],
        ),
        row(
            "session_claims",
            json!("fresh"),
            Look::HasClaim("auth_time"),
            [json!(true), json!(false)],
        )
        .stored(),
        row(
            "csrf_claim",
            json!("value"),
            Look::HasClaim("csrf"),
            [json!(false), json!(true)],
        )
        .stored(),
        row(
            "preset",
            json!("sanic-jwt"),
            Look::Claim("user_id"),
            [json!(null), json!(1)],
        ),
        row(
            "scope_matching",
            json!("exact"),
            Look::Status("/read", signed(json!({"scope": "user"}))),
            [json!(200), json!(403)],
        ),
        row(
            "token_type",
            json!("JWT"),
            Look::Header("typ"),
            [json!("at+jwt"), json!("JWT")],
        ),
        row(
            "token_type_claim",
            json!("type"),
            Look::Claim("type"),
            [json!(null), json!("at+jwt")],
        ),
    ]
}

/// A token of the usual secret about user 1, with these claims too.
pub(in crate::settings) fn signed(claims: Value) -> String {
    let mut all = json!({"sub": "1", "exp": NOW + 60, "iat": NOW, "jti": "a"});
    merge(&mut all, &claims);
    let header = r#"{"typ":"at+jwt","alg":"HS256"}"#;
    signed_with(
        header,
        all.to_string().as_bytes(),
        HMAC_SHA256,
        &SECRET.repeat(2),
    )
}
