//! Settings of keys and algorithms.

use aws_lc_rs::hmac::{HMAC_SHA256, HMAC_SHA512};
use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::token::Minter;
use serde_json::json;

use super::super::row::{Look, Row, literal, row};
use super::super::service::{Ada, Counted, Service};
use crate::fixtures::app::{NOW, OTHER_SECRET, SECRET};
use crate::fixtures::token::signed_with;
use crate::keys::algorithms::pem;

pub(super) fn rows() -> Vec<Row> {
    let usual = || Look::accepts(signed("HS256", &SECRET.repeat(2)));
    vec![
        row(
            "algorithm",
            json!("HS384"),
            Look::Header("alg"),
            [json!("HS256"), json!("HS384")],
        ),
        row(
            "verify_algorithms",
            json!(["HS256", "HS512"]),
            Look::accepts(signed("HS512", &SECRET.repeat(2))),
            [json!(401), json!(200)],
        ),
        row(
            "secret",
            json!(OTHER_SECRET),
            usual(),
            [json!(200), json!(401)],
        ),
        literal(
            "short_secret",
            || {
                #[derive(AuthConfig)]
                #[auth(claims = Counted, users = Ada, short_secret = "dangerously-on")]
                struct Old {
                    secret: Secret,
                }
                Service::of(Old {
                    secret: "super-secret".into(),
                })
            },
            Look::Claim("sub"),
            [json!("does not start"), json!("1")],
        )
        .beside(json!({"secret": "super-secret"})),
        row(
            "private_key",
            json!(pem("ed25519", "private_pem")),
            Look::Header("alg"),
            [json!("does not start"), json!("EdDSA")],
        )
        .beside(json!({"secret": null, "algorithm": "EdDSA"})),
        row(
            "public_key",
            json!(pem("ed25519", "public_pem")),
            Look::accepts(of_key_pair()),
            [json!("does not start"), json!(200)],
        )
        .beside(json!({"secret": null, "algorithm": "EdDSA"})),
        row(
            "key_id",
            json!("first"),
            Look::Header("kid"),
            [json!(null), json!("first")],
        ),
        row(
            "retired_keys",
            json!([{"key": OTHER_SECRET}]),
            Look::accepts(signed("HS256", OTHER_SECRET)),
            [json!(401), json!(200)],
        ),
        row(
            "key_per_user",
            json!("on"),
            usual(),
            [json!(200), json!(401)],
        ),
    ]
}

fn signed(algorithm: &str, secret: &str) -> String {
    let header = json!({"typ": "at+jwt", "alg": algorithm}).to_string();
    let claims = json!({"sub": "1", "exp": NOW + 60, "iat": NOW, "jti": "a"}).to_string();
    let hmac = match algorithm {
        "HS512" => HMAC_SHA512,
        _ => HMAC_SHA256,
    };
    signed_with(&header, claims.as_bytes(), hmac, secret)
}

fn of_key_pair() -> String {
    let key = Key::private(Algorithm::EdDSA, &pem("ed25519", "private_pem").into()).unwrap();
    let minter: Minter = Minter::builder(KeyRing::new(key))
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap();
    minter.mint("1").token().unwrap()
}
