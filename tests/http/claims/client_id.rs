//! `client_id`: the client to which access tokens are issued, and all claims that RFC 9068 requires.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::ConfigError;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;
use jwt_guard::token::{MintError, Minter, TokenError, TokenType};
use serde_json::{Value, json};

use crate::fixtures::app::{self, NOW, SECRET, Users, get_with, send};
use crate::fixtures::token::part;

#[derive(AuthConfig, Default)]
struct Api {
    secret: Option<Secret>,
    client_id: Option<Vec<String>>,
    audience: Option<Vec<String>>,
}

fn with(clients: &[&str]) -> Result<Auth<Api>, ConfigError> {
    Auth::builder(Api {
        secret: Some(SECRET.into()),
        client_id: (!clients.is_empty()).then(|| clients.iter().copied().map(Into::into).collect()),
        audience: None,
    })
    .clock(FrozenClock::at(NOW))
    .build()
}

fn post(path: &str, body: &Value) -> Request<Body> {
    let request = Request::post(path).header(CONTENT_TYPE, "application/json");
    request.body(body.to_string().into()).unwrap()
}

fn client_of(token: &str) -> Value {
    part(token, 1)["client_id"].clone()
}

#[protected]
async fn client(claims: Claims) -> String {
    claims.client_id().unwrap_or("none").to_owned()
}

#[tokio::test]
async fn a_handler_reads_the_client() {
    let auth = with(&["web", "app"]).unwrap();
    let token = auth.mint("1").client_id("app").token().unwrap();
    let app: GuardedRouter = GuardedRouter::new()
        .route("/", get(client))
        .with_state(auth);
    assert_eq!(send(&app, get_with("/", &token)).await.body, "app");
}

#[test]
fn the_first_client_is_minted_unless_a_token_is_issued_to_another_of_them() {
    let auth = with(&["web", "app"]).unwrap();
    let usual = auth.mint("1").token().unwrap();
    let other = auth.mint("1").client_id("app").token().unwrap();
    assert_eq!([client_of(&usual), client_of(&other)], ["web", "app"]);
    for (token, client) in [(usual, "web"), (other, "app")] {
        assert_eq!(auth.verify(&token).unwrap().client_id(), Some(client));
    }
    for refused in ["else", "", "WEB"] {
        let error = auth.mint("1").client_id(refused).token().unwrap_err();
        assert!(matches!(&error, MintError::Client(found) if **found == *refused));
        assert!(!error.to_string().contains("eyJ"));
    }
}

#[test]
fn a_token_issued_to_no_client_or_to_another_is_refused() {
    let auth = with(&["web", "app"]).unwrap();
    for (clients, expected) in [
        (&["app"][..], Ok(())),
        (&["app", "web"], Ok(())),
        (&["web app"], Err(TokenError::Audience)),
        (&["WEB"], Err(TokenError::Audience)),
        (&["web\0"], Err(TokenError::Audience)),
        (&[], Err(TokenError::Audience)),
    ] {
        let token = with(clients).unwrap().mint("1").token().unwrap();
        assert_eq!(auth.verify(&token).map(drop), expected, "{clients:?}");
    }
}

#[test]
fn whom_tokens_are_issued_to_says_nothing_of_whom_they_are_for() {
    let config = Api {
        secret: Some(SECRET.into()),
        client_id: Some(vec!["web".into()]),
        audience: Some(vec!["orders".into()]),
    };
    let orders = Auth::builder(config).clock(FrozenClock::at(NOW));
    let token = orders.build().unwrap().mint("1").token().unwrap();
    assert_eq!(
        with(&["web"]).unwrap().verify(&token).err(),
        Some(TokenError::Audience),
        "it names a service, and this one has no name"
    );
}

#[test]
fn tokens_of_other_types_are_issued_to_the_client_too() {
    let invitation = TokenType::from_static("invitation+jwt");
    let auth = with(&["web"]).unwrap();
    let token = auth.mint("1").token_type(&invitation).token().unwrap();
    assert_eq!(client_of(&token), "web");
    assert!(auth.verify_as(&invitation, &token).is_ok());
    let other = with(&["app"]).unwrap();
    assert_eq!(
        other.verify_as(&invitation, &token).err(),
        Some(TokenError::Audience)
    );
}

#[test]
fn without_the_setting_a_client_may_be_named_and_is_not_looked_at() {
    let auth = with(&[]).unwrap();
    assert_eq!(client_of(&auth.mint("1").token().unwrap()), Value::Null);
    let token = auth.mint("1").client_id("any").token().unwrap();
    assert_eq!(client_of(&token), "any");
    assert_eq!(auth.verify(&token).unwrap().client_id(), Some("any"));
    let key = Key::secret(Algorithm::HS256, &SECRET.into()).unwrap();
    let minter: Minter = Minter::builder(KeyRing::new(key)).build().unwrap();
    let token = minter.mint("1").client_id("web").token().unwrap();
    assert_eq!(client_of(&token), "web");
}

#[test]
fn clients_that_cannot_be_told_apart_are_start_up_errors() {
    let problem = |clients: &[&str]| {
        let config = Api {
            secret: Some(SECRET.into()),
            client_id: Some(clients.iter().copied().map(Into::into).collect()),
            audience: None,
        };
        Auth::builder(config).build().unwrap_err().to_string()
    };
    let field = "`client_id` (field `client_id`): found";
    for (clients, found) in [
        (&[][..], "an empty list"),
        (&[""], "an empty text"),
        (&["web", "web"], "`web` twice"),
    ] {
        let shown = problem(clients);
        assert!(shown.contains(&format!("{field} {found}")), "{shown}");
    }
}

#[derive(AuthConfig)]
#[auth(
    issuer = "https://api.example.com",
    audience = "orders",
    client_id = "web",
    required_claims = ["iss", "aud", "sub", "client_id", "iat", "jti"],
    claims = app::Membership,
    users = Users,
)]
struct Complete {
    secret: Secret,
}

/// The tokens of login, refresh and re-authentication, each with a `jti` of its own.
#[tokio::test]
async fn r_48_an_access_token_has_all_claims_of_rfc_9068_wherever_it_is_handed_out() {
    let auth = Auth::builder(Complete {
        secret: SECRET.into(),
    })
    .users(Users)
    .clock(FrozenClock::at(NOW))
    .store(MemoryStore::new())
    .build()
    .unwrap();
    let app = GuardedRouter::new()
        .nest("/auth", auth.endpoints())
        .with_state(auth.clone());
    let credentials = json!({"username": "ada", "password": "secret"});
    let login = send(&app, post("/auth", &credentials)).await.json();
    let refresh = json!({"refresh_token": login["refresh_token"]});
    let refreshed = send(&app, post("/auth/refresh", &refresh)).await.json();
    for (answer, fresh) in [(&login, true), (&refreshed, false)] {
        let token = answer["access_token"].as_str().expect("a token");
        assert!(auth.verify(token).is_ok());
        assert_eq!(
            part(token, 0),
            json!({"typ": "at+jwt", "alg": "HS256"}),
            "fresh: {fresh}"
        );
        let mut claims = part(token, 1);
        let claims = claims.as_object_mut().unwrap();
        assert_eq!(claims.remove("jti").unwrap().as_str().unwrap().len(), 22);
        assert_eq!(claims.remove("sid").unwrap().as_str().unwrap().len(), 22);
        assert_eq!(claims.remove("fresh").is_some(), fresh);
        let expected = json!({
            "iss": "https://api.example.com",
            "sub": "1",
            "aud": "orders",
            "client_id": "web",
            "exp": NOW + 900,
            "nbf": NOW,
            "iat": NOW,
            "auth_time": NOW,
        });
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(claims.get(name), Some(value), "{name}");
        }
    }
}

#[test]
fn r_48_a_token_that_lacks_a_claim_of_rfc_9068_is_refused_where_all_are_required() {
    #[derive(AuthConfig)]
    #[auth(
        issuer = "https://api.example.com",
        audience = "orders",
        client_id = "web",
        required_claims = ["iss", "aud", "sub", "client_id", "iat", "jti"],
    )]
    struct Strict {
        secret: Secret,
    }
    let auth = Auth::builder(Strict {
        secret: SECRET.into(),
    })
    .clock(FrozenClock::at(NOW))
    .build()
    .unwrap();
    let all = json!({
        "iss": "https://api.example.com", "sub": "1", "aud": "orders", "client_id": "web",
        "exp": NOW + 60, "iat": NOW, "jti": "1",
    });
    let signed = |claims: &Value| {
        crate::fixtures::token::signed_with(
            r#"{"typ":"at+jwt","alg":"HS256"}"#,
            claims.to_string().as_bytes(),
            aws_lc_rs::hmac::HMAC_SHA256,
            SECRET,
        )
    };
    assert!(auth.verify(&signed(&all)).is_ok());
    for name in ["iss", "sub", "aud", "client_id", "exp", "iat", "jti"] {
        let mut claims = all.clone();
        claims.as_object_mut().unwrap().remove(name);
        assert!(auth.verify(&signed(&claims)).is_err(), "{name}");
    }
}
