//! Verification, seen over HTTP: what is refused and what is not (RFC 7515, RFC 7519, RFC 8725, RFC 9068).

use aws_lc_rs::hmac;
use base64_simd::URL_SAFE_NO_PAD as BASE64;
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use serde_json::{Value, json};

use crate::app::*;

#[protected]
async fn route() {}

fn app(auth: Auth<Api>) -> GuardedRouter {
    GuardedRouter::new().route("/", get(route)).with_state(auth)
}

/// The status that a token gets.
async fn status(token: &str) -> u16 {
    get_as(&app(auth()), "/", Some(token)).await.0
}

async fn accepted(token: &str) -> bool {
    match status(token).await {
        200 => true,
        401 => false,
        other => panic!("{other} for {token}"),
    }
}

fn sign(signed: &str, algorithm: hmac::Algorithm, secret: &str) -> String {
    let key = hmac::Key::new(algorithm, secret.as_bytes());
    BASE64.encode_to_string(hmac::sign(&key, signed.as_bytes()))
}

/// A correctly signed token of any two texts.
fn signed(header: &str, payload: &str) -> String {
    signed_with(header, payload.as_bytes(), hmac::HMAC_SHA256, SECRET)
}

pub(crate) fn signed_with(
    header: &str,
    payload: &[u8],
    algorithm: hmac::Algorithm,
    secret: &str,
) -> String {
    let input = format!(
        "{}.{}",
        BASE64.encode_to_string(header),
        BASE64.encode_to_string(payload)
    );
    let signature = sign(&input, algorithm, secret);
    format!("{input}.{signature}")
}

const HEADER: &str = r#"{"typ":"at+jwt","alg":"HS256"}"#;

fn claims() -> Value {
    json!({
        "iss": "https://api.example.com", "sub": "1", "plan": "pro",
        "exp": NOW + 900, "nbf": NOW, "iat": NOW, "jti": "a",
    })
}

/// A token of the usual claims with one changed, or taken away by `null`.
fn with(name: &str, value: Value) -> String {
    let mut claims = claims();
    let members = claims.as_object_mut().unwrap();
    if value.is_null() {
        members.remove(name);
    } else {
        members.insert(name.to_owned(), value);
    }
    signed(HEADER, &claims.to_string())
}

/// A token of the usual claims and of one more member, as raw text.
fn with_raw(member: &str) -> String {
    let claims = claims().to_string();
    signed(
        HEADER,
        &format!("{{{member},{}", claims.strip_prefix('{').unwrap()),
    )
}

#[tokio::test]
async fn what_is_minted_verifies() {
    assert!(accepted(&token(&["user"])).await);
    assert!(accepted(&signed(HEADER, &claims().to_string())).await);
}

#[tokio::test]
async fn r01_only_three_segments_are_a_token() {
    let token = token(&[]);
    let (rest, _) = token.rsplit_once('.').unwrap();
    for other in [
        rest.to_owned(),
        format!("{token}."),
        format!(".{token}"),
        format!("{token}.x.y"),
        "..".into(),
        ".".into(),
    ] {
        assert!(!accepted(&other).await, "{other}");
    }
}

#[tokio::test]
async fn r02_r03_base64url_has_one_spelling_without_padding() {
    let token = token(&[]);
    let segments: Vec<_> = token.split('.').collect();
    for changed in 0..3 {
        let mut padded = segments.clone();
        let with_padding = format!("{}=", segments[changed]);
        padded[changed] = &with_padding;
        assert!(!accepted(&padded.join(".")).await);
    }
    // A signature of 32 bytes ends in a character of which two bits are unused.
    let last = token.chars().last().unwrap();
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let at = alphabet.find(last).unwrap();
    for bit in [1, 2] {
        let respelled = format!(
            "{}{}",
            &token[..token.len() - 1],
            &alphabet[at ^ bit..=at ^ bit]
        );
        assert!(!accepted(&respelled).await);
    }
}

#[tokio::test]
async fn r04_json_serialization_is_no_token() {
    let header = BASE64.encode_to_string(HEADER);
    let json = format!(r#"{{"protected":"{header}","payload":"e30","signature":"AA"}}"#);
    assert_eq!(status(&json).await, 400);
}

#[tokio::test]
async fn r05_header_and_claims_are_one_json_object_in_utf8() {
    for payload in [
        "",
        "null",
        "[]",
        "\"x\"",
        "1",
        "{",
        "{}x",
        "{}{}",
        "\u{feff}{}",
    ] {
        assert!(!accepted(&signed(HEADER, payload)).await, "{payload}");
        assert!(
            !accepted(&signed(payload, &claims().to_string())).await,
            "{payload}"
        );
    }
    let text = claims().to_string();
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let latin1 = [
        text.as_bytes().strip_suffix(b"}").unwrap(),
        b",\"x\":\"\xe9\"}",
    ]
    .concat();
    for payload in [utf16, latin1] {
        assert!(!accepted(&signed_with(HEADER, &payload, hmac::HMAC_SHA256, SECRET)).await);
    }
}

#[tokio::test]
async fn r06_r07_duplicate_names_are_refused_in_header_and_claims() {
    for header in [
        r#"{"alg":"HS256","typ":"at+jwt","alg":"HS256"}"#,
        r#"{"alg":"HS256","typ":"at+jwt","x":1,"x":1}"#,
        r#"{"alg":"HS256","typ":"at+jwt","\u0061lg":"HS256"}"#,
    ] {
        assert!(
            !accepted(&signed(header, &claims().to_string())).await,
            "{header}"
        );
    }
    for member in [
        r#""sub":"2""#,
        r#""exp":1900000000"#,
        r#""plan":"x""#,
        r#""x":1,"x":1"#,
        r#""x":{"y":1,"y":1}"#,
    ] {
        assert!(!accepted(&with_raw(member)).await, "{member}");
    }
}

#[tokio::test]
async fn r08_unknown_members_are_ignored() {
    let header = r#"{"typ":"at+jwt","alg":"HS256","x":[1,{"y":null}]}"#;
    assert!(accepted(&signed(header, &claims().to_string())).await);
    assert!(accepted(&with_raw(r#""x":[1,{"y":null}],"z":"\ud83d\ude00""#)).await);
}

#[tokio::test]
async fn r09_length_depth_and_number_of_members_are_bounded() {
    assert!(accepted(&with("x", json!("x".repeat(5_000)))).await);
    assert!(!accepted(&with("x", json!("x".repeat(8_192)))).await);
    assert!(!accepted(&".".repeat(10_000)).await);
    let deep = |levels: usize| format!(r#""x":{}{}"#, "[".repeat(levels), "]".repeat(levels));
    assert!(accepted(&with_raw(&deep(31))).await);
    assert!(!accepted(&with_raw(&deep(32))).await);
    let wide: Vec<_> = (0..300).map(|i| format!(r#""{i}":0"#)).collect();
    assert!(!accepted(&with_raw(&wide.join(","))).await);
}

#[tokio::test]
async fn r10_dates_must_be_numbers() {
    for name in ["exp", "nbf", "iat"] {
        for value in [
            json!("1800000100"),
            json!(true),
            json!([NOW]),
            json!({}),
            json!(""),
        ] {
            assert!(
                !accepted(&with(name, value.clone())).await,
                "{name}: {value}"
            );
        }
        let null = signed(
            HEADER,
            &claims()
                .to_string()
                .replace(&format!("\"{name}\":"), &format!("\"{name}\":null,\"x\":")),
        );
        assert!(!accepted(&null).await, "{name}: null");
    }
    assert!(accepted(&with("exp", json!(NOW as f64 + 100.5))).await);
}

#[tokio::test]
async fn r11_iss_sub_and_jti_must_be_strings_and_aud_strings() {
    for name in ["iss", "sub", "jti"] {
        for value in [
            json!(1),
            json!(["https://api.example.com"]),
            json!({}),
            json!(true),
        ] {
            assert!(
                !accepted(&with(name, value.clone())).await,
                "{name}: {value}"
            );
        }
    }
    for value in [json!(1), json!({}), json!([["a"]]), json!([1])] {
        assert!(!accepted(&with("aud", value.clone())).await, "aud: {value}");
    }
}

#[tokio::test]
async fn r12_issuer_is_compared_byte_for_byte() {
    for issuer in [
        "https://api.example.com/",
        "https://API.example.com",
        "https://api.example.co",
        "https://api.example.com\0",
        " https://api.example.com",
        "",
    ] {
        assert!(!accepted(&with("iss", json!(issuer))).await, "{issuer:?}");
    }
    assert!(!accepted(&with("iss", Value::Null)).await);
}

#[tokio::test]
async fn r13_other_spellings_of_the_same_claims_are_accepted() {
    let payload = format!(
        "\n{{ \"\\u0073ub\" : \"\\u0031\",\t\"plan\":\"pro\", \"iss\":\"https:\\/\\/api.example.com\", \"exp\":{}e0, \"iat\":{NOW}.0, \"jti\":\"a\" }} ",
        NOW + 100
    );
    for header in [
        r#"{"alg":"HS256","typ":"at+jwt"}"#,
        "{ \"typ\":\"application\\/AT+JWT\",\n\"\\u0061lg\":\"HS256\"}",
    ] {
        assert!(accepted(&signed(header, &payload)).await, "{header}");
    }
}

#[tokio::test]
async fn r20_r22_only_the_configured_algorithm_is_accepted_and_it_must_be_named() {
    let payload = claims().to_string();
    for alg in [
        r#""none""#,
        r#""None""#,
        r#""""#,
        r#""hs256""#,
        r#""HS256 ""#,
        r#""HS384""#,
        r#""RS256""#,
        "null",
        "[\"HS256\"]",
        "1",
    ] {
        let header = format!(r#"{{"typ":"at+jwt","alg":{alg}}}"#);
        assert!(!accepted(&signed(&header, &payload)).await, "{alg}");
        let unsigned = format!(
            "{}.{}.",
            BASE64.encode_to_string(&header),
            BASE64.encode_to_string(&payload)
        );
        assert!(!accepted(&unsigned).await, "{alg}");
    }
    assert!(!accepted(&signed(r#"{"typ":"at+jwt"}"#, &payload)).await);
}

#[tokio::test]
async fn r21_the_key_has_one_algorithm_even_if_the_signature_is_right_for_another() {
    let payload = claims().to_string();
    for (name, algorithm) in [("HS384", hmac::HMAC_SHA384), ("HS512", hmac::HMAC_SHA512)] {
        let header = format!(r#"{{"typ":"at+jwt","alg":"{name}"}}"#);
        let token = signed_with(&header, payload.as_bytes(), algorithm, SECRET);
        assert!(!accepted(&token).await, "{name}");
        let lying = signed_with(HEADER, payload.as_bytes(), algorithm, SECRET);
        assert!(!accepted(&lying).await, "{name}");
    }
}

#[tokio::test]
async fn r23_a_signature_is_checked_always() {
    let token = token(&[]);
    let (input, signature) = token.rsplit_once('.').unwrap();
    for forged in [
        format!("{input}."),
        format!("{input}.{}", "A".repeat(43)),
        format!("{input}.{}", &signature[..42]),
        format!("{input}.{signature}A"),
        format!("{input}.{}", sign(input, hmac::HMAC_SHA256, OTHER_SECRET)),
    ] {
        assert!(!accepted(&forged).await, "{forged}");
    }
    let foreign = signed_with(
        HEADER,
        claims().to_string().as_bytes(),
        hmac::HMAC_SHA256,
        OTHER_SECRET,
    );
    assert!(!accepted(&foreign).await);
}

#[tokio::test]
async fn r23_no_single_bit_may_change() {
    let token = token(&[]);
    let app = app(auth());
    for at in 0..token.len() {
        for bit in [1, 2, 4] {
            let mut bytes = token.clone().into_bytes();
            bytes[at] ^= bit;
            let Ok(changed) = String::from_utf8(bytes) else {
                continue;
            };
            let (status, _) = get_as(&app, "/", Some(&changed)).await;
            assert!(
                matches!(status, 400 | 401),
                "{status} for bit {bit} of byte {at}"
            );
        }
    }
}

#[tokio::test]
async fn r33_crit_and_b64_are_refused_and_keys_in_the_header_are_never_used() {
    let payload = claims().to_string();
    for extra in [
        r#""crit":["exp"]"#,
        r#""crit":[]"#,
        r#""b64":false"#,
        r#""crit":["b64"],"b64":false"#,
        r#""enc":"A256GCM""#,
    ] {
        let header = format!(r#"{{"typ":"at+jwt","alg":"HS256",{extra}}}"#);
        assert!(!accepted(&signed(&header, &payload)).await, "{extra}");
    }
    // The secret has no name, so that it may be meant by any; what the name is, is not looked at.
    for kid in ["a", "../../dev/null"] {
        let header = format!(r#"{{"typ":"at+jwt","alg":"HS256","kid":"{kid}"}}"#);
        assert!(accepted(&signed(&header, &payload)).await, "{kid}");
        let forged = signed_with(&header, payload.as_bytes(), hmac::HMAC_SHA256, OTHER_SECRET);
        assert!(!accepted(&forged).await, "{kid}");
    }
    let jwk = BASE64.encode_to_string(OTHER_SECRET);
    let header = format!(r#"{{"typ":"at+jwt","alg":"HS256","jwk":{{"kty":"oct","k":"{jwk}"}}}}"#);
    let token = signed_with(&header, payload.as_bytes(), hmac::HMAC_SHA256, OTHER_SECRET);
    assert!(!accepted(&token).await);
}

/// Whether a token of the usual claims is accepted when the clock shows `now`.
async fn accepted_at(token: &str, now: i64) -> bool {
    let auth = Auth::builder(Api {
        secret: SECRET.into(),
    })
    .users(Users)
    .clock(FrozenClock::at(now))
    .build()
    .unwrap();
    get_as(&app(auth), "/", Some(token)).await.0 == 200
}

#[tokio::test]
async fn r40_a_token_has_expired_at_exp_and_not_a_second_later() {
    let token = with("exp", json!(NOW + 100));
    for (now, ok) in [
        (NOW + 99, true),
        (NOW + 109, true),
        (NOW + 110, false),
        (NOW + 111, false),
    ] {
        assert_eq!(
            accepted_at(&token, now).await,
            ok,
            "exp is NOW + 100, leeway 10, now NOW + {}",
            now - NOW
        );
    }
}

#[tokio::test]
async fn r41_a_token_is_refused_before_nbf() {
    for name in ["nbf", "iat"] {
        let token = with(name, json!(NOW + 20));
        for (now, ok) in [(NOW + 9, false), (NOW + 10, true), (NOW + 20, true)] {
            assert_eq!(
                accepted_at(&token, now).await,
                ok,
                "{name}, now NOW + {}",
                now - NOW
            );
        }
    }
}

#[tokio::test]
async fn r42_no_date_overflows() {
    let extremes = [
        "9223372036854775807",
        "-9223372036854775808",
        "18446744073709551615",
        "1e308",
        "-1e308",
        "1e-308",
        "-0",
        "99999999999999999999",
    ];
    for name in ["exp", "nbf", "iat"] {
        for value in extremes {
            let mut rest = claims();
            rest.as_object_mut().unwrap().remove(name);
            let rest = rest.to_string();
            let token = signed(
                HEADER,
                &format!("{{\"{name}\":{value},{}", rest.strip_prefix('{').unwrap()),
            );
            assert!(matches!(status(&token).await, 200 | 401), "{name}: {value}");
        }
    }
}

#[tokio::test]
async fn r43_a_token_must_expire_within_a_day() {
    assert!(!accepted(&with("exp", Value::Null)).await);
    assert!(accepted(&with("exp", json!(NOW + 86_400))).await);
    assert!(!accepted(&with("exp", json!(NOW + 86_401))).await);
    assert!(!accepted(&with("exp", json!(NOW * 1_000))).await);
}

#[tokio::test]
async fn r44_a_token_for_another_audience_is_refused() {
    assert!(!accepted(&with("aud", json!("https://other.example.com"))).await);
    assert!(!accepted(&with("aud", json!([]))).await);
}

#[tokio::test]
async fn r46_only_access_tokens_are_accepted() {
    let payload = claims().to_string();
    for header in [
        r#"{"alg":"HS256"}"#,
        r#"{"alg":"HS256","typ":"JWT"}"#,
        r#"{"alg":"HS256","typ":"rt+jwt"}"#,
        r#"{"alg":"HS256","typ":""}"#,
    ] {
        assert!(!accepted(&signed(header, &payload)).await, "{header}");
    }
}

#[tokio::test]
async fn r51_a_token_without_a_subject_is_about_nobody() {
    assert!(!accepted(&with("sub", Value::Null)).await);
    assert!(!accepted(&with("sub", json!(""))).await);
}

#[tokio::test]
async fn a_token_bound_to_a_key_is_no_bearer_token() {
    assert!(!accepted(&with("cnf", json!({"jkt": "x"}))).await);
    assert!(!accepted(&with_raw(r#""cnf":null"#)).await);
}

#[tokio::test]
async fn a_required_custom_claim_must_be_there_with_the_right_type() {
    assert!(!accepted(&with("plan", Value::Null)).await);
    assert!(!accepted(&with("plan", json!(1))).await);
    assert!(accepted(&with("https://example.com/team", json!("red"))).await);
    assert!(!accepted(&with("https://example.com/team", json!(1))).await);
}

#[tokio::test]
async fn a_scope_claim_of_the_wrong_type_is_401_and_no_500() {
    for scope in [json!(1), json!({"user": true}), json!([1]), json!(true)] {
        assert!(!accepted(&with("scope", scope.clone())).await, "{scope}");
    }
    for scope in [json!("user admin"), json!(["user", "admin"])] {
        assert!(accepted(&with("scope", scope.clone())).await, "{scope}");
    }
}

#[test]
fn minted_claims_are_the_registered_ones_and_those_of_the_application() {
    let token = token(&["user:read", "admin"]);
    let payload = BASE64
        .decode_to_vec(token.split('.').nth(1).unwrap())
        .unwrap();
    let mut claims: Value = serde_json::from_slice(&payload).unwrap();
    let id = claims.as_object_mut().unwrap().remove("jti").unwrap();
    assert_eq!(
        BASE64.decode_to_vec(id.as_str().unwrap()).unwrap().len(),
        16
    );
    assert_eq!(
        claims,
        json!({
            "iss": "https://api.example.com", "sub": "1", "exp": NOW + 900, "nbf": NOW, "iat": NOW,
            "scope": "user:read admin", "plan": "pro",
        })
    );
    let header = BASE64
        .decode_to_vec(token.split('.').next().unwrap())
        .unwrap();
    assert_eq!(header, HEADER.as_bytes());
}

#[test]
fn minting_refuses_what_verification_would_refuse() {
    let auth = auth();
    let plan = |length| Membership {
        plan: "x".repeat(length),
        team: None,
    };
    assert!(auth.mint("").claims(plan(1)).token().is_err());
    assert!(
        auth.mint("1").token().is_err(),
        "a required claim is missing"
    );
    for scope in ["", "a b", "a\tb", "a\u{a0}b"] {
        assert!(
            auth.mint("1")
                .claims(plan(1))
                .scopes([scope])
                .token()
                .is_err(),
            "{scope:?}"
        );
    }
    assert!(auth.mint("1").claims(plan(9_000)).token().is_err());
}

#[test]
fn minting_refuses_claims_that_verification_could_not_read() {
    #[derive(AuthConfig)]
    #[auth(claims = Measures)]
    struct Laboratory {
        secret: Secret,
    }
    #[derive(Claim)]
    struct Measures {
        values: Vec<f64>,
    }
    let auth = Auth::builder(Laboratory {
        secret: SECRET.into(),
    })
    .build()
    .unwrap();
    let mint = |values: Vec<f64>| auth.mint("1").claims(Measures { values }).token();
    assert!(mint(vec![1.0, 2.5]).is_ok());
    assert!(mint(vec![f64::NAN]).is_err());
    assert!(mint(vec![1.0; 300]).is_err());
}
