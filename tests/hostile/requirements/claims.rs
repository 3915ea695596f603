//! The required content of claims, and their times (RFC 7519 §4.1, RFC 9068 §4).

use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use jwt_guard::token::TokenError;

use super::{assert_accepted, assert_all, assert_refused};
use crate::app::{self, NOW, User, get_as, token_about};
use crate::case::Expect;
use crate::forge::{Forge, encode, signed_by, usual_claims};
use crate::object::{Object, string};
use crate::service::{ISSUER, LEEWAY, SUBJECT, auth_at};
use crate::signer::Signer;

/// Why the usual token of an algorithm is refused at a time, if it is.
fn refusal_at(algorithm: Algorithm, now: i64) -> Option<TokenError> {
    let token = Forge::of(algorithm).usual().token();
    auth_at(algorithm, now).verify(&token).err()
}

#[test]
fn r_40_a_token_has_expired_when_exp_and_the_leeway_have_come() {
    let exp = NOW + 300;
    for algorithm in Algorithm::ALL {
        for (now, refusal) in [
            (exp - 1, None),
            (exp, None),
            (exp + LEEWAY - 1, None),
            (exp + LEEWAY, Some(TokenError::Expired)),
            (exp + LEEWAY + 1, Some(TokenError::Expired)),
            (exp + 10 * 365 * 86_400, Some(TokenError::Expired)),
        ] {
            assert_eq!(
                refusal_at(algorithm, now),
                refusal,
                "{algorithm}, exp is {exp}, now {now}"
            );
        }
    }
}

#[test]
fn r_40_without_leeway_a_token_has_expired_at_exp() {
    let token = Forge::of(Algorithm::HS256).usual().token();
    for (now, accepted) in [(NOW + 299, true), (NOW + 300, false)] {
        assert_eq!(
            punctual(now).verify(&token).is_ok(),
            accepted,
            "{}",
            now - NOW
        );
    }
}

/// A service whose clock is right.
fn punctual(now: i64) -> Auth<Punctual> {
    let secret = crate::key::text("hs256", "secret").unwrap();
    Auth::builder(Punctual {
        secret: secret.into(),
    })
    .clock(FrozenClock::at(now))
    .build()
    .unwrap()
}

#[derive(AuthConfig)]
#[auth(
    issuer = "https://issuer.example.com",
    audience = "https://api.example.com",
    key_id = "key-1",
    leeway = "0s"
)]
struct Punctual {
    secret: Secret,
}

#[tokio::test]
async fn r_41_a_token_is_refused_before_nbf_unless_told_otherwise() {
    assert_refused(&["claims/nbf-future-*"]).await;
}

#[test]
fn r_41_the_leeway_counts_before_nbf() {
    for algorithm in Algorithm::ALL {
        assert_eq!(refusal_at(algorithm, NOW - LEEWAY), None, "{algorithm}");
        assert_eq!(
            refusal_at(algorithm, NOW - LEEWAY - 1),
            Some(TokenError::NotYetValid),
            "{algorithm}"
        );
        assert_eq!(
            refusal_at(algorithm, i64::MIN),
            Some(TokenError::NotYetValid),
            "{algorithm}"
        );
    }
}

/// Random dates, mostly near a boundary, against the rules written once more in numbers that cannot overflow.
#[test]
fn r_42_no_date_overflows_and_each_is_judged_by_the_rules() {
    let forge = Forge::of(Algorithm::HS256);
    let auth = auth_at(Algorithm::HS256, NOW);
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let (mut accepted, mut refused) = (0, 0);
    for _ in 0..20_000 {
        let exp = random.date(&[NOW + 300, NOW - LEEWAY, NOW + 86_400]);
        let [nbf, iat] = [0, 1].map(|_| random.date(&[NOW, NOW, NOW + LEEWAY]));
        let claims = usual_claims()
            .with("exp", &*exp.text)
            .with("nbf", &*nbf.text)
            .with("iat", &*iat.text);
        let (now, leeway) = (i128::from(NOW), i128::from(LEEWAY));
        let is_valid = now < exp.floor + leeway
            && now >= nbf.ceil - leeway
            && now >= iat.ceil - leeway
            && exp.floor - iat.floor <= 86_400;
        let verified = auth.verify(&forge.of_claims(&claims));
        assert_eq!(
            verified.is_ok(),
            is_valid,
            "{}: {:?}",
            claims.text(),
            verified.err()
        );
        *(if is_valid {
            &mut accepted
        } else {
            &mut refused
        }) += 1;
    }
    assert!(
        accepted > 500 && refused > 500,
        "{accepted} accepted, {refused} refused"
    );
}

/// A date as text, and the whole seconds around it as far as 64 bits reach.
struct Date {
    text: String,
    floor: i128,
    ceil: i128,
}

/// Numbers that look random, and are the same in every run (Marsaglia's xorshift).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A date that is often near one of these.
    fn date(&mut self, near: &[i64]) -> Date {
        let near = near[(self.next() % near.len() as u64) as usize];
        let whole = |seconds: i64| Date {
            text: seconds.to_string(),
            floor: seconds.into(),
            ceil: seconds.into(),
        };
        let real = |seconds: f64| Date {
            text: format!("{seconds:e}"),
            floor: i128::from(seconds.floor() as i64),
            ceil: i128::from(seconds.ceil() as i64),
        };
        let bits = self.next();
        let offset = i64::try_from(bits % 40).unwrap() - 20;
        match self.next() % 16 {
            0 => whole(bits.cast_signed()),
            1 => whole(
                [
                    i64::MIN,
                    i64::MAX,
                    0,
                    -1,
                    1,
                    i64::MAX - LEEWAY,
                    i64::MIN + LEEWAY,
                ][(bits % 7) as usize],
            ),
            2 => whole(near + (bits % 400_000) as i64 - 200_000),
            3 => match f64::from_bits(bits) {
                seconds if seconds.is_finite() => real(seconds),
                _ => whole(near),
            },
            4 => real(
                [
                    f64::MAX,
                    f64::MIN,
                    f64::MIN_POSITIVE,
                    0.0,
                    -0.0,
                    9.3e18,
                    -9.3e18,
                ][(bits % 7) as usize],
            ),
            5..=7 => real(near as f64 + offset as f64 + (bits % 1_000) as f64 / 1_000.0),
            8..=11 => whole(near + offset),
            _ => whole(near),
        }
    }
}

#[tokio::test]
async fn r_43_a_token_must_expire_and_within_a_day() {
    assert_refused(&[
        "claims/exp-missing*",
        "claims/exp-millis",
        "claims/exp-lit-*",
        "claims/iat-lifetime-*",
    ])
    .await;
    assert_accepted(&["valid/exp-a-day", "valid/iat-almost-a-day-ago"]).await;
}

#[tokio::test]
async fn r_44_a_token_must_name_this_service_as_audience() {
    assert_refused(&["claims/aud-*", "claims/aud-missing"]).await;
    assert_accepted(&["valid/aud-array-*"]).await;
}

#[tokio::test]
async fn r_46_only_at_jwt_is_an_access_token() {
    assert_refused(&["typ/*", "kind/*"]).await;
    assert_accepted(&["valid/typ-*"]).await;
}

#[test]
fn r_49_iss_and_sub_alone_identify_a_user() {
    let others = [
        ("email", "admin@example.com"),
        ("preferred_username", "admin"),
        ("username", "admin"),
        ("user_id", "0"),
    ];
    let claims = others.iter().fold(usual_claims(), |claims, (name, value)| {
        claims.behind(name, string(value))
    });
    let token = Forge::of(Algorithm::HS256).of_claims(&claims);
    let verified = auth_at(Algorithm::HS256, NOW).verify(&token).unwrap();
    assert_eq!(
        (verified.issuer(), verified.subject()),
        (Some(ISSUER), SUBJECT)
    );
}

#[protected]
async fn me(user: CurrentUser<User>) -> String {
    user.name.clone()
}

async fn answer_about(token: &str) -> (u16, String) {
    let app: GuardedRouter = GuardedRouter::new()
        .route("/", get(me))
        .with_state(app::auth());
    get_as(&app, "/", Some(token)).await
}

#[tokio::test]
async fn r_49_the_user_is_looked_up_by_sub_whatever_else_is_claimed() {
    let claims = Object::of([
        ("iss", string("https://api.example.com")),
        ("email", string("gone@example.com")),
        ("username", string("gone")),
        ("user_id", "2".into()),
        ("sub", string("1")),
        ("exp", (NOW + 300).to_string()),
        ("iat", NOW.to_string()),
        ("jti", string("token-1")),
        ("plan", string("basic")),
    ]);
    let signer = Signer::hmac(Algorithm::HS256, app::SECRET.as_bytes());
    let token = signed_by(
        &signer,
        &encode(r#"{"alg":"HS256","typ":"at+jwt"}"#),
        &encode(claims.text()),
    );
    assert_eq!(answer_about(&token).await, (200, "ada".into()));
}

#[tokio::test]
async fn r_51_a_token_without_a_subject_makes_no_principal() {
    assert_refused(&["claims/sub-*"]).await;
    assert_all(Expect::Accept, &[Algorithm::HS256], &["valid/sub-*"]).await;
}

#[tokio::test]
async fn r_51_an_unknown_subject_is_401() {
    for (subject, status) in [
        ("1", 200),
        ("2", 401),
        ("3", 503),
        ("4", 401),
        ("ada", 401),
        (" 1", 401),
        ("1 ", 401),
    ] {
        let (got, body) = answer_about(&token_about(subject, &[])).await;
        assert_eq!(got, status, "{subject:?}: {body}");
    }
}
