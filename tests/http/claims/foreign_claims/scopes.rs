//! Scopes in several claims of a token, and in nested claims.

use super::*;
use crate::fixtures::app::{get_as, get_with, send};

#[tokio::test]
async fn an_issuer_may_have_several_scopes_claims() {
    let app = app(gotrue().scopes_claims([
        "scp",
        "roles",
        "resource_access.api.roles",
        "resource_access.web.roles",
    ]));
    for (claims, expected) in [
        (json!({"scp": "Task.Read"}), 200),
        (json!({"roles": ["Task.Read"]}), 200),
        (
            json!({"scp": "User.Read", "roles": ["Task.Read", "Task.Write"]}),
            200,
        ),
        (json!({"roles": ["Task.Read"], "scp": null}), 200),
        (
            json!({"resource_access": {"api": {"roles": ["Task.Read"]}}}),
            200,
        ),
        (
            json!({"resource_access": {"web": {"roles": ["Task.Read"]}, "api": {"roles": []}}}),
            200,
        ),
        (
            json!({"resource_access": {"else": {"roles": ["Task.Read"]}}}),
            403,
        ),
        (json!({"scp": "User.Read", "roles": ["Task.Write"]}), 403),
        (json!({"scope": "Task.Read"}), 403),
        (json!({}), 403),
        (json!({"scp": "Task.Read", "roles": {}}), 401),
        (json!({"scp": 7, "roles": ["Task.Read"]}), 401),
        (json!({"roles": ["Task.Read"], "resource_access": []}), 401),
    ] {
        let found = get_as(&app, "/tasks", Some(&theirs(&claims))).await.0;
        assert_eq!(found, expected, "{claims}");
    }
    let claims = json!({"scp": "a b", "roles": ["c"], "resource_access": {"web": {"roles": "d"}}});
    let seen = send(&app, get_with("/claims", &theirs(&claims)))
        .await
        .json();
    let mut scopes = seen["scopes"].as_array().unwrap().clone();
    scopes.sort_by_key(Value::to_string);
    assert_eq!(scopes, ["a", "b", "c", "d"]);
    let twice = format!(
        r#"{{"iss":"{GOTRUE}","aud":"authenticated","sub":"a","exp":{},"roles":[],"roles":["Task.Read"]}}"#,
        NOW + 9
    );
    let header = r#"{"alg":"HS256","typ":"JWT"}"#;
    let twice = signed_with(header, twice.as_bytes(), HMAC_SHA256, OTHER_SECRET);
    assert_eq!(get_as(&app, "/tasks", Some(&twice)).await.0, 401);
}

#[tokio::test]
async fn a_name_with_dots_stands_in_quotes_in_a_path() {
    let quoted = r#"resource_access."com.acme.api".roles"#;
    let of_client = json!({"resource_access": {"com.acme.api": {"roles": ["Task.Read"]}}});
    let split = json!({"resource_access": {"com": {"acme": {"api": {"roles": ["Task.Read"]}}}}});
    let whole = json!({(quoted): "Task.Read", "resource_access.com.acme.api.roles": "Task.Read"});
    let url = json!({"https://acme.example/roles": ["Task.Read"]});
    let in_url = json!({"https://acme.example/claims": {"roles": ["Task.Read"]}});
    for (scopes, granted) in [
        (quoted, [true, false, false, false, false]),
        (
            "resource_access.com.acme.api.roles",
            [false, true, true, false, false],
        ),
        (
            "https://acme.example/roles",
            [false, false, false, true, false],
        ),
        (
            r#""https://acme.example/roles""#,
            [false, false, false, true, false],
        ),
        (
            r#""https://acme.example/claims".roles"#,
            [false, false, false, false, true],
        ),
    ] {
        let app = app(gotrue().scopes_claim(scopes));
        let tokens = [&of_client, &split, &whole, &url, &in_url];
        for (claims, granted) in tokens.into_iter().zip(granted) {
            let found = get_as(&app, "/tasks", Some(&theirs(claims))).await.0;
            assert_eq!(found == 200, granted, "{scopes} in {claims}");
        }
    }
}

#[test]
fn our_own_scopes_may_have_a_name_with_dots_too() {
    #[derive(AuthConfig)]
    #[auth(
        scopes_claim = "resource_access.\"com.acme.api\".roles",
        scopes_format = "list"
    )]
    struct Quoted {
        secret: Secret,
    }
    let secret = SECRET.into();
    let auth = Auth::builder(Quoted { secret }).clock(FrozenClock::at(NOW));
    let auth = auth.build().unwrap();
    let token = auth.mint("1").scopes(["a", "b"]).token().unwrap();
    assert!(auth.verify(&token).unwrap().scopes().iter().eq(["a", "b"]));
    let payload = token.split('.').nth(1).unwrap();
    let payload = base64_simd::URL_SAFE_NO_PAD.decode_to_vec(payload).unwrap();
    let payload: Value = serde_json::from_slice(&payload).unwrap();
    assert_eq!(
        payload["resource_access"]["com.acme.api"]["roles"],
        json!(["a", "b"])
    );
}

#[derive(Claim)]
struct Groups {
    #[claim(path = "resource_access.\"com.acme.api\".groups", default)]
    groups: Vec<String>,
}

#[test]
fn the_path_of_a_custom_claim_is_written_in_the_same_way() {
    let claims = json!({"resource_access": {"com.acme.api": {"groups": ["a"]}, "com": {}}});
    assert_eq!(Groups::deserialize_claims(claims).unwrap().groups, ["a"]);
    assert_eq!(Groups::NAMES, ["resource_access"]);
}

#[test]
fn claims_of_scopes_that_cannot_be_told_apart_do_not_start() {
    for (claims, expected) in [
        (&["scp", "scp"][..], "another claim of scopes"),
        (
            &["realm_access", "realm_access.roles"],
            "another claim of scopes",
        ),
        (&["a.b", "a.\"b\""], "another claim of scopes"),
        (&["a.b.c", "a.b"], "another claim of scopes"),
        (&[], "0 claims of scopes"),
        (&["a.\"b"], "a quote in the path"),
        (&["a.\"\""], "is empty"),
        (&["scp", ""], "an empty name"),
        (&["scp", "\"sub\""], "has another meaning"),
        (&["aud.\"x\""], "has another meaning"),
        (&["a"; 17], "17 claims of scopes"),
    ] {
        let error = build(gotrue().scopes_claims(claims.iter().copied()));
        let error = error.unwrap_err().to_string();
        assert!(error.contains(expected), "{claims:?}: {error}");
    }
    assert!(build(gotrue().scopes_claims(["scope", "permissions"])).is_ok());
}
