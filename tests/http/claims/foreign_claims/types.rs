//! Claims of other types than the expected ones.

use aws_lc_rs::hmac::HMAC_SHA256;
use serde_json::{Value, json};

use super::*;
use crate::fixtures::app::{get_as, get_with, send};

/// Claims that only inform, of types that they do not have here.
fn of_other_types() -> Vec<Value> {
    let amr = json!([{"method": "password", "timestamp": NOW}]);
    let mut all = vec![
        json!({"amr": amr}),
        json!({"amr": ["pwd", {"method": "otp"}]}),
    ];
    for name in [
        "amr",
        "acr",
        "auth_time",
        "sid",
        "client_id",
        "fresh",
        "csrf",
    ] {
        for value in [
            json!(null),
            json!(true),
            json!({"a": {"b": []}}),
            json!([1, "a", []]),
        ] {
            all.push(json!({ (name): value }));
        }
    }
    all.extend([
        json!({"amr": 1}),
        json!({"acr": 1}),
        json!({"acr": ["1"]}),
        json!({"auth_time": "1"}),
        json!({"auth_time": [NOW]}),
        json!({"sid": 5}),
        json!({"client_id": ["a"]}),
    ]);
    all
}

#[tokio::test]
async fn an_informational_claim_of_another_type_makes_no_token_malformed() {
    let app = app(gotrue());
    let of_id = [
        json!({"jti": 5}),
        json!({"jti": null}),
        json!({"jti": ["a"]}),
        json!({"jti": ""}),
    ];
    for change in of_other_types().iter().chain(&of_id) {
        let answer = send(&app, get_with("/claims", &theirs(change))).await;
        assert_eq!(answer.status, 200, "{change}: {}", answer.body);
        let seen = answer.json();
        for name in change.as_object().unwrap().keys() {
            let value = seen.get(name).unwrap_or(&Value::Null);
            assert!(
                value.is_null(),
                "{change}: it counts as absent, not {value}"
            );
        }
    }
    for change in of_other_types() {
        let (status, body) = get_as(&app, "/claims", Some(&ours(&change))).await;
        assert_eq!(status, 200, "{change}: {body}");
    }
}

#[tokio::test]
async fn what_is_doubled_is_malformed_whatever_its_type() {
    let app = app(gotrue());
    let claims = |more: &str| {
        format!(
            r#"{{"iss":"{GOTRUE}","aud":"authenticated","sub":"a","exp":{},{more}}}"#,
            NOW + 9
        )
    };
    for (more, expected) in [
        (r#""amr":1"#, 200),
        (r#""amr":1,"amr":1"#, 401),
        (r#""jti":5,"jti":"a""#, 401),
        (r#""sid":{},"sid":"a""#, 401),
        (r#""acr":{"a":1,"a":2}"#, 401),
    ] {
        let header = r#"{"alg":"HS256","typ":"JWT"}"#;
        let token = signed_with(header, claims(more).as_bytes(), HMAC_SHA256, OTHER_SECRET);
        assert_eq!(
            get_as(&app, "/claims", Some(&token)).await.0,
            expected,
            "{more}"
        );
    }
}

#[tokio::test]
async fn claims_that_decide_stay_strict_and_a_refusal_names_them() {
    let app = app(gotrue());
    for (name, values) in [
        ("exp", vec![json!("soon"), json!(null), json!([NOW + 900])]),
        ("nbf", vec![json!(null), json!("0"), json!({})]),
        ("iat", vec![json!(null), json!(true)]),
        ("iss", vec![json!(null), json!([GOTRUE])]),
        ("aud", vec![json!(null), json!(7), json!([7])]),
        ("sub", vec![json!(4), json!(null), json!(["uuid"])]),
        ("scope", vec![json!({}), json!(7), json!([7])]),
    ] {
        for value in values {
            let change = json!({ (name): value });
            let (status, body) = get_as(&app, "/claims", Some(&theirs(&change))).await;
            assert_eq!(status, 401, "{change}");
            assert!(body.contains(&format!("`{name}`")), "{change}: {body}");
        }
    }
    for bound in [json!(null), json!({}), json!("x")] {
        let token = theirs(&json!({ "cnf": bound }));
        assert_eq!(get_as(&app, "/claims", Some(&token)).await.0, 401);
    }
    let (status, body) = get_as(&app, "/claims", Some(&ours(&json!({"nbf": null})))).await;
    assert_eq!((status, body.contains("`nbf`")), (401, true), "{body}");
}

#[tokio::test]
async fn a_handler_that_asks_for_a_claim_of_another_type_refuses_and_names_it() {
    let app = app(gotrue());
    let recent = NOW - 10;
    for (path, right, wrong, name) in [
        (
            "/recent",
            json!({"auth_time": recent}),
            json!({"auth_time": "1"}),
            "auth_time",
        ),
        (
            "/recent",
            json!({"auth_time": recent}),
            json!({}),
            "auth_time",
        ),
        (
            "/strong",
            json!({"acr": "urn:example:mfa"}),
            json!({"acr": ["urn:example:mfa"]}),
            "acr",
        ),
    ] {
        for token in [theirs, ours] {
            assert_eq!(
                get_as(&app, path, Some(&token(&right))).await.0,
                200,
                "{path}"
            );
            let answer = send(&app, get_with(path, &token(&wrong))).await;
            assert_eq!(answer.status, 401, "{path} {wrong}");
            let challenge = answer.challenge().unwrap();
            assert!(
                challenge.contains("insufficient_user_authentication"),
                "{challenge}"
            );
            assert!(
                answer.body.contains(&format!("`{name}`")),
                "{}",
                answer.body
            );
        }
    }
    let all = json!({"jti": "a", "amr": ["pwd"], "sid": "b"});
    assert_eq!(get_as(&app, "/named", Some(&theirs(&all))).await.0, 200);
    for (name, value) in [
        ("jti", json!(5)),
        ("jti", json!("")),
        ("amr", json!([{}])),
        ("sid", json!(5)),
    ] {
        let token = theirs(&changed(all.clone(), &json!({ (name): value })));
        let (status, body) = get_as(&app, "/named", Some(&token)).await;
        assert_eq!(status, 401, "{name}");
        assert!(
            body.contains(&format!("lacks the claim `{name}`")),
            "{body}"
        );
    }
}
