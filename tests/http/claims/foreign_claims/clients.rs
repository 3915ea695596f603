//! The client of a token: the claim has several names.

use super::*;
use crate::fixtures::app::get_as;

#[tokio::test]
async fn azp_appid_and_cid_are_the_client_too() {
    let of_clients = |issuer: TrustedIssuer| issuer.client_id("web").client_id("app");
    let key = || KeyRing::new(Key::secret(Algorithm::HS256, &Secret::from(OTHER_SECRET)).unwrap());
    let keycloak = TrustedIssuer::with_keys(GOTRUE, key()).token_types(["JWT"]);
    let any_audience = app(of_clients(keycloak));
    let audience = app(of_clients(gotrue()));
    for (claims, expected) in [
        (json!({"client_id": "web"}), 200),
        (json!({"azp": "web"}), 200),
        (json!({"appid": "web"}), 200),
        (json!({"cid": "app"}), 200),
        (json!({"azp": "web", "client_id": "web"}), 200),
        (json!({"azp": "web", "client_id": 5}), 200),
        (json!({"azp": "else"}), 401),
        (json!({"azp": "web", "client_id": "else"}), 401),
        (json!({"azp": "else", "client_id": "web"}), 401),
        (json!({"azp": ["web"]}), 401),
        (json!({"azp": null}), 401),
        (json!({"AZP": "web"}), 401),
        (json!({"clientId": "web"}), 401),
        (json!({}), 401),
    ] {
        let elsewhere = changed(claims.clone(), &json!({"aud": "account"}));
        let token = theirs(&elsewhere);
        assert_eq!(
            get_as(&any_audience, "/claims", Some(&token)).await.0,
            expected,
            "{claims}"
        );
        assert_eq!(
            get_as(&audience, "/claims", Some(&token)).await.0,
            401,
            "{claims}"
        );
        let token = theirs(&claims);
        assert_eq!(
            get_as(&audience, "/claims", Some(&token)).await.0,
            expected,
            "{claims}"
        );
    }
    let auth = build(of_clients(gotrue())).unwrap();
    let verified = auth.verify(&theirs(&json!({"azp": "web"}))).unwrap();
    assert_eq!(verified.client_id(), Some("web"));
}

#[test]
fn azp_is_no_client_of_our_own_tokens() {
    #[derive(AuthConfig)]
    #[auth(client_id = "web")]
    struct OfClient {
        secret: Secret,
    }
    let secret = SECRET.into();
    let auth = Auth::builder(OfClient { secret }).clock(FrozenClock::at(NOW));
    let auth = auth.build().unwrap();
    assert!(auth.verify(&ours(&json!({"client_id": "web"}))).is_ok());
    assert!(auth.verify(&ours(&json!({"azp": "web"}))).is_err());
}

#[test]
fn a_custom_claim_may_be_called_azp() {
    #[derive(Claim)]
    struct Party {
        azp: String,
    }
    #[derive(AuthConfig)]
    #[auth(claims = Party)]
    struct WithParty {
        secret: Secret,
        trusted_issuers: Vec<TrustedIssuer>,
    }
    let auth = Auth::builder(WithParty {
        secret: SECRET.into(),
        trusted_issuers: vec![gotrue().client_id("web")],
    });
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let verified = auth.verify(&theirs(&json!({"azp": "web"}))).unwrap();
    assert_eq!(verified.custom().azp, "web");
    assert!(auth.verify(&theirs(&json!({"azp": "else"}))).is_err());
}
