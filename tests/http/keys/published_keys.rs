//! `GET /auth/keys`: other services verify our tokens with the published keys, which reveal nothing else.

use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::TrustedIssuer;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::token::Verifier;
use serde_json::Value;

use crate::fixtures::app::{self, NOW, SECRET, Users, get_request, send};
use crate::keys::algorithms::pem;

const ISSUER: &str = "https://api.example.com";

#[derive(AuthConfig)]
#[auth(issuer = "https://api.example.com", audience = "orders", claims = app::Membership, users = Users)]
struct Api {
    algorithm: Algorithm,
    private_key: Option<Secret>,
    secret: Option<Secret>,
}

fn auth(algorithm: Algorithm, key: &str) -> Auth<Api> {
    let config = Api {
        algorithm,
        private_key: Some(pem(key, "private_pem").into()),
        secret: None,
    };
    build(config)
}

fn build(config: Api) -> Auth<Api> {
    Auth::builder(config)
        .users(Users)
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap()
}

async fn published(auth: &Auth<Api>, path: &str) -> app::Answer {
    let app: GuardedRouter = GuardedRouter::new()
        .nest("/auth", auth.endpoints())
        .with_state(auth.clone());
    send(&app, get_request(path)).await
}

fn token(auth: &Auth<Api>) -> String {
    let claims = app::Membership {
        plan: "pro".into(),
        team: None,
    };
    auth.mint("1").claims(claims).token().unwrap()
}

#[tokio::test]
async fn another_service_verifies_with_the_published_set() {
    for (algorithm, key) in [
        (Algorithm::RS256, "rsa"),
        (Algorithm::PS384, "rsa"),
        (Algorithm::ES256, "p256"),
        (Algorithm::ES512, "p521"),
        (Algorithm::EdDSA, "ed25519"),
    ] {
        let auth = auth(algorithm, key);
        let set = published(&auth, "/auth/keys").await.body;
        let own = Key::secret(Algorithm::HS256, &Secret::from(SECRET)).unwrap();
        let orders = Verifier::builder::<app::Membership>(KeyRing::new(own))
            .trusted_issuer(TrustedIssuer::new(ISSUER, set).audience(["orders"]))
            .clock(FrozenClock::at(NOW))
            .build()
            .unwrap();
        let verified = orders.verify(&token(&auth)).unwrap();
        assert_eq!(verified.subject(), "1", "{algorithm}");
        assert_eq!(verified.issuer(), Some(ISSUER), "{algorithm}");
    }
}

#[tokio::test]
async fn each_key_says_what_it_is_for() {
    let auth = auth(Algorithm::ES256, "p256");
    for path in ["/auth/keys", "/auth/keys/"] {
        let answer = published(&auth, path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(
            answer.header("content-type"),
            Some("application/jwk-set+json")
        );
        assert_eq!(answer.header("cache-control"), Some("public, max-age=300"));
        let json = answer.json();
        let key = &json["keys"][0];
        assert_eq!(
            (&key["kty"], &key["crv"], &key["use"], &key["alg"]),
            (
                &"EC".into(),
                &"P-256".into(),
                &"sig".into(),
                &"ES256".into()
            )
        );
        assert_eq!(key["kid"].as_str().map(str::len), Some(43));
    }
}

#[tokio::test]
async fn nothing_private_is_published() {
    for (algorithm, key) in [
        (Algorithm::RS256, "rsa"),
        (Algorithm::ES384, "p384"),
        (Algorithm::EdDSA, "ed25519"),
    ] {
        let set = published(&auth(algorithm, key), "/auth/keys").await.json();
        for member in ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] {
            assert_eq!(set["keys"][0].get(member), None, "{algorithm}, {member}");
        }
    }
    let symmetric = build(Api {
        algorithm: Algorithm::HS256,
        private_key: None,
        secret: Some(SECRET.into()),
    });
    let set = published(&symmetric, "/auth/keys").await.json();
    assert_eq!(set["keys"], Value::Array(vec![]));
}

#[tokio::test]
async fn a_key_is_published_before_it_signs_and_until_it_retires() {
    let auth = auth(Algorithm::ES256, "p256");
    let rsa = Secret::from(pem("rsa", "private_pem"));
    let new = Key::private(Algorithm::RS256, &rsa).unwrap().with_id("new");
    let old = auth.keys().signing_key().unwrap().id().unwrap().to_owned();
    let ids = async || {
        let set = published(&auth, "/auth/keys").await.json();
        let keys = set["keys"].as_array().unwrap().iter();
        keys.map(|key| key["kid"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    auth.keys().add(new).unwrap();
    assert_eq!(ids().await, [old.as_str(), "new"]);
    auth.keys().sign_with("new").unwrap();
    auth.keys().retire(&old, NOW).unwrap();
    assert_eq!(ids().await, ["new"]);
}
