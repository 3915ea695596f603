//! Settings of the lifetime of tokens.

use jwt_guard::prelude::*;
use serde_json::json;

use super::super::row::{Look, Row, literal, row};
use super::super::service::{Ada, Counted, Service};
use super::claims::signed;
use crate::fixtures::app::{NOW, SECRET};

pub(super) fn rows() -> Vec<Row> {
    let expires = |at: i64| Look::accepts(signed(json!({"iat": NOW, "exp": NOW + at})));
    vec![
        row(
            "access_ttl",
            json!("1m"),
            Look::Claim("exp"),
            [json!(NOW + 900), json!(NOW + 60)],
        ),
        row(
            "max_lifetime",
            json!("25h"),
            expires(25 * 60 * 60),
            [json!(401), json!(200)],
        ),
        row(
            "not_before",
            json!("3m"),
            Look::Claim("nbf"),
            [json!(NOW), json!(NOW + 180)],
        ),
        row(
            "issued_at",
            json!(false),
            Look::Claim("iat"),
            [json!(NOW), json!(null)],
        ),
        row("leeway", json!("0s"), expires(-5), [json!(200), json!(401)]),
        literal(
            "verify_exp",
            immortal,
            expires(-60),
            [json!(401), json!(200)],
        ),
    ]
}

fn immortal() -> Result<Service, String> {
    #[derive(AuthConfig)]
    #[auth(verify_exp = "dangerously-off", claims = Counted, users = Ada)]
    struct Immortal {
        secret: Secret,
    }
    Service::of(Immortal {
        secret: SECRET.repeat(2).into(),
    })
}
