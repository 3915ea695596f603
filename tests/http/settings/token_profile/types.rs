//! The type of access tokens, in the header or in a claim.

use super::*;

#[tokio::test]
async fn access_tokens_can_say_something_else_of_their_type() {
    let auth = auth(|config| config.token_type = Some("JWT".into()));
    let token = auth.mint("7").token().unwrap();
    assert_eq!(header(&token)["typ"], "JWT");
    assert_eq!(answer(&auth, "/", &token).await.0, 200);
    let usual = signed(&json!({"sub": "7", "exp": NOW + 60}));
    assert_eq!(answer(&auth, "/", &usual).await.0, 401);
}

#[test]
fn the_type_of_refresh_tokens_is_none_of_access_tokens() {
    for (text, claim) in [
        ("rt+jwt", None),
        ("RT+JWT", None),
        ("application/rt+jwt", None),
        ("rt+jwt", Some("type")),
    ] {
        let config = Api {
            secret: Some(SECRET.into()),
            token_type: Some(text.into()),
            token_type_claim: claim.map(Into::into),
            ..Api::default()
        };
        let error = Auth::builder(config).build().unwrap_err().to_string();
        let found = format!("found `{text}`, as in `refresh_token_type`");
        assert!(error.contains(&found), "{error}");
    }
}

#[test]
fn a_type_that_access_tokens_have_is_no_other_kind() {
    let invitation = TokenType::from_static("invitation+jwt");
    for (text, claim) in [
        ("invitation+jwt", None),
        ("INVITATION+jwt", None),
        ("application/invitation+jwt", None),
        ("invitation+jwt", Some("type")),
    ] {
        let auth = auth(|config| {
            config.token_type = Some(text.into());
            config.token_type_claim = claim.map(Into::into);
        });
        let minted = auth.mint("7").token_type(&invitation).token();
        assert!(matches!(minted, Err(MintError::TokenType(_))), "{text}");
        let access = auth.mint("7").token().unwrap();
        assert!(auth.verify(&access).is_ok(), "{text}");
        assert_eq!(
            auth.verify_as(&invitation, &access).err(),
            Some(TokenError::Type),
            "{text}"
        );
    }
}

#[tokio::test]
async fn a_claim_can_say_the_type() {
    let auth = auth(|config| {
        config.token_type_claim = Some("type".into());
        config.token_type = Some("access".into());
    });
    let token = auth.mint("7").token().unwrap();
    assert_eq!(header(&token)["typ"], "JWT");
    assert_eq!(payload(&token)["type"], "access");
    assert_eq!(answer(&auth, "/", &token).await.0, 200);
    for (claims, expected) in [
        (json!({"type": "access"}), 200),
        (json!({"type": "ACCESS"}), 401),
        (json!({"type": "refresh"}), 401),
        (json!({"type": 1}), 401),
        (json!({}), 401),
    ] {
        let mut all = json!({"sub": "7", "exp": NOW + 60});
        all.as_object_mut()
            .unwrap()
            .extend(claims.as_object().unwrap().clone());
        assert_eq!(
            answer(&auth, "/", &signed(&all)).await.0,
            expected,
            "{claims}"
        );
    }
    let invitation = TokenType::from_static("invitation+jwt");
    let other = auth.mint("7").token_type(&invitation).token().unwrap();
    assert_eq!(payload(&other)["type"], "invitation+jwt");
    assert_eq!(answer(&auth, "/", &other).await.0, 401);
    assert!(auth.verify_as(&invitation, &other).is_ok());
    assert_eq!(
        auth.verify_as(&invitation, &token).err(),
        Some(TokenError::Type)
    );
}
