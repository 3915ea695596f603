//! Dates at their extremes: no panic, and the result of exact arithmetic.

use std::time::Duration;

use aws_lc_rs::hmac;
use base64_simd::URL_SAFE_NO_PAD as BASE64;
use jwt_guard::Algorithm;
use jwt_guard::token::TokenError;
use proptest::option;
use proptest::prelude::*;
use serde_json::Number;

use crate::fixtures::fixtures;
use crate::service::{build, cases_of, config};

const DAY: i128 = 24 * 60 * 60;
/// 9999-12-31T23:59:59Z
const LAST_SECOND: i64 = 253_402_300_799;

/// A date as it may stand in a token: whole or not, near `now` or anywhere at all.
fn date(now: i64) -> impl Strategy<Value = String> {
    let near = (-400_i64..400).prop_map(move |offset| now + offset);
    let within_days = (-200_000_i64..200_000).prop_map(move |offset| now + offset);
    let fraction = (-400_i64..400, 0_u32..1000);
    prop_oneof![
        4 => near.prop_map(|date| date.to_string()),
        2 => within_days.prop_map(|date| date.to_string()),
        2 => fraction.prop_map(move |(offset, part)| format!("{}.{part:03}", now + offset)),
        1 => any::<i64>().prop_map(|date| date.to_string()),
        1 => any::<u64>().prop_map(|date| date.to_string()),
        1 => any::<f64>().prop_filter("JSON has no other", |date| date.is_finite())
            .prop_map(|date| format!("{date:e}")),
        1 => prop::sample::select(vec![
            "9223372036854775807", "-9223372036854775808", "18446744073709551615", "0", "-0", "-1",
            "1e308", "-1e308", "1e-308", "9223372036854775808", "-9223372036854775809", "0.1", "-0.1",
        ]).prop_map(str::to_owned),
    ]
}

/// The whole seconds around a date, the earlier and the later.
fn seconds(date: &str) -> (i128, i128) {
    let number: Number = serde_json::from_str(date).unwrap();
    match number.as_i128() {
        Some(whole) => (whole, whole),
        None => {
            let date = number.as_f64().unwrap();
            (date.floor() as i128, date.ceil() as i128)
        }
    }
}

/// The rules of RFC 7519 §4.1.4 to §4.1.6 and of the documentation.
fn expected(
    now: i64,
    leeway: u64,
    exp: Option<&str>,
    nbf: Option<&str>,
    iat: Option<&str>,
) -> Result<(), TokenError> {
    let (now, leeway) = (i128::from(now), i128::from(leeway));
    let (expires_at, _) = exp.map(seconds).ok_or(TokenError::Expired)?;
    if now >= expires_at.saturating_add(leeway) {
        return Err(TokenError::Expired);
    }
    let is_ahead =
        |date: Option<&str>| date.is_some_and(|date| now < seconds(date).1.saturating_sub(leeway));
    if is_ahead(nbf) {
        return Err(TokenError::NotYetValid);
    }
    if is_ahead(iat) {
        return Err(TokenError::IssuedInFuture);
    }
    let issued_at = iat.map_or(now, |iat| seconds(iat).0);
    if expires_at.saturating_sub(issued_at) > DAY {
        return Err(TokenError::Lifetime);
    }
    iat.map(drop).ok_or(TokenError::RequiredClaim("iat".into()))
}

fn signed(payload: &str) -> String {
    let secret = fixtures()["hs256"]["secret"].as_str().unwrap().to_owned();
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let header = BASE64.encode_to_string(r#"{"typ":"at+jwt","alg":"HS256"}"#);
    let signed = format!("{header}.{}", BASE64.encode_to_string(payload));
    let signature = BASE64.encode_to_string(hmac::sign(&key, signed.as_bytes()));
    format!("{signed}.{signature}")
}

/// A moment, how far clocks may differ, and the three dates of a token.
fn cases() -> impl Strategy<Value = (i64, u64, [Option<String>; 3])> {
    let moment = prop_oneof![Just(0), Just(LAST_SECOND), 1_000_000_000..4_000_000_000_i64];
    (moment, 0..=300_u64).prop_flat_map(|(now, leeway)| {
        let date = || option::weighted(0.7, date(now));
        let expires = option::weighted(
            0.95,
            prop_oneof![
                2 => (0_i64..90_000).prop_map(move |offset| (now + offset).to_string()),
                1 => self::date(now),
            ],
        );
        (
            Just(now),
            Just(leeway),
            [expires.boxed(), date().boxed(), date().boxed()],
        )
    })
}

proptest! {
    #![proptest_config(cases_of(2_000))]

    #[test]
    fn r42_every_date_gets_the_answer_of_exact_arithmetic((now, leeway, dates) in cases()) {
        let mut settings = config(Algorithm::HS256);
        settings.leeway = Some(format!("{}s", Duration::from_secs(leeway).as_secs()));
        settings.cache = false;
        let auth = build(settings, now);
        let members = ["exp", "nbf", "iat"].iter().zip(&dates);
        let members = members.filter_map(|(name, date)| Some(format!("\"{name}\":{},", date.as_ref()?)));
        let rest = r#""sub":"1","jti":"a","name":"Ada","balance":0,"ratio":0.5,"flags":[],"labels":{},"grade":"A""#;
        let token = signed(&format!("{{{}{rest}}}", String::from_iter(members)));
        let [exp, nbf, iat] = &dates;
        let expected = expected(now, leeway, exp.as_deref(), nbf.as_deref(), iat.as_deref());
        let answer = auth.verify(&token).map(drop);
        prop_assert_eq!(answer, expected, "now {}, leeway {}, {:?}", now, leeway, dates);
    }
}
