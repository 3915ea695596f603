//! The registered claims and the token type (r40 to r51), bound tokens, and custom claims.

use super::*;

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
async fn r51_a_token_without_a_subject_has_no_user() {
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
