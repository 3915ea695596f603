//! Nested claims: `path = "realm_access.roles"`.

use super::*;

#[tokio::test]
async fn nested_claims_are_found_at_their_path() {
    let nested =
        json!({"realm_access": {"other": 1, "roles": ["a", "b"], "groups": {"main": "x"}}});
    let verified = auth().verify(&token_with(nested)).unwrap();
    assert_eq!(verified.custom().roles, ["a", "b"]);
    assert_eq!(verified.custom().group.as_deref(), Some("x"));
    let partly = json!({"realm_access": {"groups": {}}});
    let verified = auth().verify(&token_with(partly)).unwrap();
    assert!(verified.custom().roles.is_empty() && verified.custom().group.is_none());
}

#[tokio::test]
async fn what_stands_on_the_path_must_be_objects() {
    for wrong in [
        json!(5),
        json!(["roles"]),
        json!({"roles": "a"}),
        json!({"groups": "main"}),
    ] {
        let members = json!({ "realm_access": wrong });
        assert_eq!(
            refusal(members.clone()),
            Some(TokenError::UnreadableClaim("realm_access".into())),
            "{members}"
        );
    }
}

#[tokio::test]
async fn a_claim_whose_name_looks_like_the_path_is_another_claim() {
    let literal = json!({"realm_access.roles": ["admin"], "https://example": {"com/seats": 3}});
    let verified = auth().verify(&token_with(literal)).unwrap();
    assert!(verified.custom().roles.is_empty());
    assert_eq!(verified.custom().seats, None);
    let named = json!({"https://example.com/seats": 3});
    let verified = auth().verify(&token_with(named)).unwrap();
    assert_eq!(verified.custom().seats, Some(3));
}

#[test]
fn names_come_once_in_nested_objects_too() {
    let claims = format!(
        r#"{{"iss":"https://api.example.com","aud":"api","sub":"1","exp":{},"plan":"pro","realm_access":{{"roles":[],"roles":["admin"]}}}}"#,
        NOW + 900
    );
    let header = r#"{"typ":"at+jwt","alg":"HS256"}"#;
    let token = signed_with(header, claims.as_bytes(), HMAC_SHA256, SECRET);
    assert_eq!(
        auth().verify(&token).err(),
        Some(TokenError::UnreadableClaim("realm_access".into()))
    );
}

#[test]
fn nested_claims_are_minted_where_they_are_read() {
    let claims = Membership {
        roles: vec!["editor".into()],
        group: Some("main".into()),
        ..basic()
    };
    let token = auth().mint("1").claims(claims).token().unwrap();
    assert_eq!(
        payload(&token)["realm_access"],
        json!({"roles": ["editor"], "groups": {"main": "main"}})
    );
    let verified = auth().verify(&token).unwrap();
    assert_eq!(verified.custom().roles, ["editor"]);
    assert_eq!(verified.custom().group.as_deref(), Some("main"));
    let without = payload(&auth().mint("1").claims(basic()).token().unwrap());
    assert_eq!(
        without["realm_access"],
        json!({"roles": []}),
        "an empty group is left out"
    );
}
