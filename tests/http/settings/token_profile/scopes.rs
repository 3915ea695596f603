//! The claim of scopes: its name, its format, and how scopes are compared.

use super::*;

#[test]
fn a_list_of_more_scopes_than_are_read_is_not_minted() {
    let auth = auth(|config| config.scopes_format = Some(ScopesFormat::List));
    let minted = |count: usize| {
        let scopes: Vec<_> = (0..count).map(|number| format!("s{number}")).collect();
        auth.mint("7").scopes(scopes).token()
    };
    assert!(auth.verify(&minted(200).unwrap()).is_ok());
    assert!(matches!(minted(256), Err(MintError::Unverifiable)));
}

#[tokio::test]
async fn scopes_can_be_in_another_claim_and_a_list() {
    let auth = auth(|config| {
        config.scopes_claim = Some("scopes".into());
        config.scopes_format = Some(ScopesFormat::List);
    });
    let token = auth
        .mint("7")
        .scopes(["user:read", "admin"])
        .token()
        .unwrap();
    assert_eq!(payload(&token)["scopes"], json!(["user:read", "admin"]));
    assert_eq!(payload(&token).get("scope"), None);
    assert_eq!(answer(&auth, "/read", &token).await.0, 200);
    let elsewhere = signed(&json!({"sub": "7", "exp": NOW + 60, "scope": "user:read"}));
    assert_eq!(answer(&auth, "/read", &elsewhere).await.0, 403);
    let text = signed(&json!({"sub": "7", "exp": NOW + 60, "scopes": "user:read"}));
    assert_eq!(
        answer(&auth, "/read", &text).await.0,
        200,
        "both formats are read"
    );
}

#[tokio::test]
async fn scopes_can_be_at_a_path() {
    let auth = auth(|config| config.scopes_claim = Some("realm_access.roles".into()));
    for (claims, expected) in [
        (json!({"realm_access": {"roles": ["user:read"]}}), 200),
        (
            json!({"realm_access": {"roles": ["user:read"], "other": [{}]}}),
            200,
        ),
        (json!({"realm_access.roles": "user:read"}), 200),
        (
            json!({"realm_access": {"roles": ["admin"]}, "realm_access.roles": "user:read"}),
            200,
        ),
        (
            json!({"realm_access": {"roles": ["user:read"]}, "realm_access.roles": "admin"}),
            403,
        ),
        (json!({"realm_access": {"groups": ["user:read"]}}), 403),
        (json!({"realm_access": {"roles": null}}), 403),
        (json!({"roles": ["user:read"]}), 403),
        (json!({"realm_access": ["user:read"]}), 401),
        (json!({"realm_access": {"roles": {"user:read": true}}}), 401),
    ] {
        let mut all = json!({"sub": "7", "exp": NOW + 60});
        all.as_object_mut()
            .unwrap()
            .extend(claims.as_object().unwrap().clone());
        assert_eq!(
            answer(&auth, "/read", &signed(&all)).await.0,
            expected,
            "{claims}"
        );
    }
    let header = r#"{"alg":"HS256","typ":"at+jwt"}"#;
    let twice = format!(
        r#"{{"sub":"7","exp":{},"realm_access":{{}},"realm_access":{{"roles":["user:read"]}}}}"#,
        NOW + 60
    );
    let twice = signed_with(header, twice.as_bytes(), HMAC_SHA256, SECRET);
    assert_eq!(answer(&auth, "/read", &twice).await.0, 401);
}

#[tokio::test]
async fn scopes_can_be_compared_word_for_word() {
    for (matching, expected) in [
        (ScopeMatching::Hierarchical, 200),
        (ScopeMatching::Exact, 403),
    ] {
        let auth = auth(|config| config.scope_matching = Some(matching));
        let token = auth.mint("7").scopes(["user"]).token().unwrap();
        assert_eq!(
            answer(&auth, "/read", &token).await.0,
            expected,
            "{matching:?}"
        );
        let token = auth.mint("7").scopes(["user:read"]).token().unwrap();
        assert_eq!(answer(&auth, "/read", &token).await.0, 200, "{matching:?}");
    }
}
