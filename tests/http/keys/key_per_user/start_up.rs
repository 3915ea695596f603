//! Settings and functions that do not work with `key_per_user`.

use super::*;

#[tokio::test]
async fn what_does_not_know_the_user_says_what_does() {
    let (_, _, auth) = service();
    let error = auth.mint("1").token().unwrap_err();
    assert!(matches!(error, MintError::UserSecretRequired));
    assert!(error.to_string().contains("`.token_with(&secret)`"));
    let secret = auth.user_secret("1").await.unwrap().unwrap();
    let access = auth.mint("1").token_with(&secret).unwrap();
    let error = auth.verify(&access).unwrap_err();
    assert_eq!(error, TokenError::UserSecretRequired);
    assert!(error.to_string().contains("`Auth::verify_with_user_key`"));
    assert!(auth.verify_with_user_key(&access).await.is_ok());

    let invitation = TokenType::from_static("invitation+jwt");
    let token = auth.mint("1").token_type(&invitation);
    let token = token.token_with(&secret).unwrap();
    let error = auth.verify_as(&invitation, &token).unwrap_err();
    assert_eq!(error, TokenError::UserSecretRequired);
    let verified = auth.verify_as_with_user_key(&invitation, &token).await;
    assert!(verified.is_ok());
    assert!(auth.verify_with_user_key(&token).await.is_err());
}

#[test]
fn what_would_have_no_effect_beside_it_does_not_start() {
    let with = |change: fn(&mut Api)| {
        let mut api = Api::new();
        change(&mut api);
        api.refused()
    };
    let key = |api: &mut Api| {
        api.secret = None;
        api.algorithm = Some("EdDSA".into());
        api.private_key = Some(crate::keys::algorithms::pem("ed25519", "private_pem").into());
    };
    assert_eq!(
        with(key),
        [
            "`key_per_user` (field `key_per_user`): found `on`, while `algorithm` is `EdDSA`; expected `HS256`, `HS384` or \
             `HS512` with a `secret`, of which keys are derived"
        ]
    );
    let others = with(|api| {
        let keys = KeyRing::new(Key::secret(Algorithm::HS256, &OTHER_SECRET.into()).unwrap());
        let other = TrustedIssuer::with_keys("https://other.example.com", keys).audience(["api"]);
        api.trusted_issuers = Some(vec![other]);
    });
    assert_eq!(others.len(), 1, "{others:?}");
    assert!(others[0].starts_with("`trusted_issuers`"), "{others:?}");
    let cache = with(|api| (api.cache, api.cache_capacity) = (Some(true), Some(8)));
    assert_eq!(cache.len(), 2, "{cache:?}");
    assert!(cache[0].starts_with("`cache` "), "{cache:?}");
    assert!(cache[1].starts_with("`cache_capacity` "), "{cache:?}");
}

#[test]
fn there_must_be_a_backend_to_ask() {
    #[derive(AuthConfig)]
    struct Alone {
        secret: Secret,
        key_per_user: bool,
    }
    let auth = Auth::builder(Alone {
        secret: SECRET.into(),
        key_per_user: true,
    });
    let error = auth.build().err().unwrap().to_string();
    assert!(
        error.contains(
            "`key_per_user` (field `key_per_user`): found `on`, while there is no user backend"
        ),
        "{error}"
    );
}
