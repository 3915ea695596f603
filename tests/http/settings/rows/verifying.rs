//! Settings of verification and its cost.

use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::token::Minter;
use serde_json::json;

use super::super::row::{Look, Row, row};
use super::claims::signed;
use crate::fixtures::app::NOW;
use crate::keys::algorithms::pem;

const STAFF: &str = "https://login.example.com";

pub(super) fn rows() -> Vec<Row> {
    let long = signed(json!({"more": "x".repeat(256)}));
    let staff = KeyRing::new(
        Key::private(Algorithm::EdDSA, &pem("ed25519", "private_pem").into()).unwrap(),
    );
    let published = serde_json::to_string(&staff.public_set(NOW)).unwrap();
    let minter: Minter = Minter::builder(staff)
        .issuer(STAFF)
        .audience(["api"])
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap();
    let theirs = minter.mint("7").token().unwrap();
    vec![
        row(
            "max_token_bytes",
            json!(256),
            Look::accepts(long),
            [json!(200), json!(401)],
        ),
        row(
            "trusted_issuers",
            json!([{"issuer": STAFF, "public_set": published, "audience": "api"}]),
            Look::accepts(theirs),
            [json!(401), json!(200)],
        ),
        // Each of two tokens is used three times, and read once, or each time.
        row(
            "cache",
            json!("off"),
            Look::Readings(2),
            [json!(2), json!(6)],
        ),
        // Room for two: the third token and the first evict each other again and again.
        row(
            "cache_capacity",
            json!(1),
            Look::Readings(3),
            [json!(3), json!(7)],
        ),
    ]
}
