//! Tokens of sanic-jwt and `PyJWT`: those that they rightly refuse are refused, with our settings and with theirs; those that
//! they accept are accepted with their settings, and with ours refused only for the difference between the two.

use std::time::Duration;

use base64_simd::URL_SAFE_NO_PAD;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::SubjectFormat;
use jwt_guard::prelude::*;
use jwt_guard::token::TokenError;
use serde::Deserialize;
use serde_json::Value;

use crate::app::NOW;

#[derive(Deserialize)]
struct Fixtures {
    keys: Value,
    tokens: Vec<Fixture>,
}

#[derive(Deserialize)]
struct Fixture {
    id: String,
    token: String,
    algorithm: String,
    key: String,
    verify: Rules,
    now: Option<i64>,
    expected: Expected,
}

#[derive(Deserialize)]
struct Rules {
    iss: Option<String>,
    aud: Option<String>,
    leeway: u64,
    verify_exp: Option<bool>,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Expected {
    Ok,
    Reject,
}

#[derive(AuthConfig)]
struct Predecessor {
    algorithm: String,
    secret: Option<Secret>,
    private_key: Option<Secret>,
    key_id: Option<String>,
    issuer: Option<String>,
    audience: Option<String>,
    leeway: Duration,
    token_type: Option<String>,
    subject_claim: Option<String>,
    subject_format: Option<SubjectFormat>,
}

/// Whose tokens a service expects.
#[derive(Clone, Copy, PartialEq)]
enum Settings {
    Ours,
    Theirs,
}

fn fixtures() -> Fixtures {
    serde_json::from_str(include_str!("../data/tokens.json")).unwrap()
}

/// Why a token that is right by its maker's rules is refused all the same: with our settings for its type, `JWT`, and then
/// for having no `sub`; with theirs for nothing, but what no setting lets pass.
fn difference(fixture: &Fixture, settings: Settings) -> &'static [TokenError] {
    match &*fixture.id {
        // Issued years before it expires.
        "lib-HS256-all-claims" | "HS256-nbf-past" if settings == Settings::Ours => {
            &[TokenError::Type]
        }
        "lib-HS256-all-claims" | "HS256-nbf-past" => &[TokenError::Lifetime],
        // RFC 7519 §4 lets us choose between the last of two and neither.
        "duplicate-claim" => &[TokenError::Malformed],
        _ if settings == Settings::Ours => &[TokenError::Type, TokenError::Subject],
        _ => &[],
    }
}

/// The default secret of sanic-jwt: no service starts with it.
const DEFAULT_SECRET: &str = "hs_short";

/// Claims or header, if they are JSON.
fn segment(token: &str, number: usize) -> Value {
    let decoded = URL_SAFE_NO_PAD.decode_to_vec(token.split('.').nth(number).unwrap_or_default());
    serde_json::from_slice(&decoded.unwrap_or_default()).unwrap_or_default()
}

/// The time at which a token is verified: that of the file, but a minute before `exp` if that is so far away that its
/// lifetime would hide what comes after it.
fn clock(fixture: &Fixture) -> i64 {
    let now = fixture.now.unwrap_or(NOW);
    let claims = segment(&fixture.token, 1);
    let has_other_dates = claims.get("nbf").or(claims.get("iat")).is_some();
    match claims["exp"].as_f64() {
        // No setting accepts expired tokens.
        Some(exp) if fixture.verify.verify_exp == Some(false) => exp as i64 - 60,
        Some(exp) if exp as i64 > now + 86_400 && !has_other_dates => exp as i64 - 60,
        _ => now,
    }
}

fn auth(
    keys: &Value,
    fixture: &Fixture,
    settings: Settings,
) -> Result<Auth<Predecessor>, ConfigError> {
    let text = |form: &str| keys[&fixture.key][form].as_str().map(Secret::from);
    let rules = &fixture.verify;
    let theirs = |text: &str| Some(text.to_owned()).filter(|_| settings == Settings::Theirs);
    let counts_users = segment(&fixture.token, 1)["user_id"].is_number();
    Auth::builder(Predecessor {
        algorithm: fixture.algorithm.clone(),
        secret: text("secret"),
        private_key: text("private_pem"),
        key_id: segment(&fixture.token, 0)["kid"]
            .as_str()
            .map(str::to_owned),
        issuer: rules.iss.clone(),
        audience: rules.aud.clone(),
        leeway: Duration::from_secs(rules.leeway),
        token_type: theirs("JWT"),
        subject_claim: theirs("user_id"),
        subject_format: Some(SubjectFormat::Integer)
            .filter(|_| counts_users && settings == Settings::Theirs),
    })
    .clock(FrozenClock::at(clock(fixture)))
    .build()
}

#[test]
fn what_predecessors_refuse_is_refused_and_not_only_for_its_type() {
    let Fixtures { keys, tokens } = fixtures();
    let rejected: Vec<_> = tokens
        .iter()
        .filter(|token| token.expected == Expected::Reject)
        .collect();
    assert_eq!(rejected.len(), 35);
    for fixture in rejected {
        for settings in [Settings::Ours, Settings::Theirs] {
            let auth = auth(&keys, fixture, settings).unwrap();
            let reason = auth.verify(&fixture.token).err();
            let reason = reason.unwrap_or_else(|| panic!("{} is accepted", fixture.id));
            let ours = [TokenError::Type, TokenError::Subject];
            assert!(!ours.contains(&reason), "{}: {reason:?}", fixture.id);
            let expected = match &*fixture.id {
                id if id.contains("-aud") => Some(TokenError::Audience),
                id if id.contains("-iss") => Some(TokenError::Issuer),
                id if id.contains("expired") => Some(TokenError::Expired),
                id if id.contains("wrong-secret") || id.contains("tampered") => {
                    Some(TokenError::Signature)
                }
                _ => None,
            };
            assert!(
                expected.is_none_or(|expected| expected == reason),
                "{}: {reason:?}",
                fixture.id
            );
        }
    }
}

#[test]
fn what_predecessors_accept_is_accepted_with_their_settings() {
    check_accepted(Settings::Theirs);
}

#[test]
fn what_predecessors_accept_is_refused_for_the_known_differences_alone() {
    check_accepted(Settings::Ours);
}

fn check_accepted(settings: Settings) {
    let Fixtures { keys, tokens } = fixtures();
    let accepted: Vec<_> = tokens
        .iter()
        .filter(|token| token.expected == Expected::Ok)
        .collect();
    assert_eq!(accepted.len(), 30);
    for fixture in accepted {
        let auth = auth(&keys, fixture, settings);
        assert_eq!(
            auth.is_err(),
            fixture.key == DEFAULT_SECRET,
            "{}: {:?}",
            fixture.id,
            auth.err()
        );
        let Ok(auth) = auth else { continue };
        let difference = difference(fixture, settings);
        match auth.verify(&fixture.token) {
            Ok(verified) => {
                assert!(difference.is_empty(), "{} is accepted", fixture.id);
                let user = &segment(&fixture.token, 1)["user_id"];
                let user = user
                    .as_str()
                    .map_or_else(|| user.to_string(), str::to_owned);
                assert_eq!(verified.subject(), user, "{}", fixture.id);
            }
            Err(reason) => assert!(difference.contains(&reason), "{}: {reason:?}", fixture.id),
        }
    }
}
