//! The revocation of single tokens (RFC 7009): by whom, for how long, and where it takes effect.

use axum::http::header::AUTHORIZATION;
use base64_simd::URL_SAFE_NO_PAD as BASE64;
use num_bigint::BigUint;
use serde_json::{Value, json};

use super::lives;
use crate::fixtures::app::NOW;
use crate::keys::algorithms::pem;
use crate::sessions::service::Service;

#[tokio::test]
async fn one_access_token_can_be_revoked() {
    let service = Service::new(json!({}));
    let first = service.log_in().await;
    let second = service.refreshed(&first.refresh).await;
    let id = first.claims()["jti"].as_str().unwrap().to_owned();
    assert_eq!(service.status(&first).await, 200);
    service
        .auth
        .sessions()
        .revoke_token_of_issuer(None, &id)
        .await
        .unwrap();
    assert_eq!(service.status(&first).await, 401);
    assert_eq!(lives(&service, &second).await, (true, true));
}

#[tokio::test]
async fn the_holder_of_a_token_may_revoke_it() {
    let service = Service::new(json!({}));
    let revoke = async |token: &str| {
        let answer = service
            .form("/auth/revoke", &format!("token={token}&token_type_hint=x"))
            .await;
        answer.status.as_u16()
    };
    // With a refresh token, its access tokens go too (RFC 7009 §2.1).
    let tokens = service.log_in().await;
    assert_eq!(revoke(&tokens.refresh).await, 200);
    assert_eq!(lives(&service, &tokens).await, (false, false));
    assert_eq!(service.events(), ["began 1", "ended 1"]);
    // An access token goes alone.
    let tokens = service.log_in().await;
    assert_eq!(revoke(&tokens.access).await, 200);
    assert_eq!(lives(&service, &tokens).await, (false, true));
    // What is not valid is revoked (RFC 7009 §2.2).
    for token in ["x", "x.y.z", &tokens.access, &tokens.refresh] {
        assert_eq!(revoke(token).await, 200, "{token}");
    }
    let answer = service
        .form("/auth/revoke", "token_type_hint=access_token")
        .await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.json()["error"], "invalid_request");
}

#[tokio::test]
async fn a_handler_can_do_without() {
    let service = Service::new(json!({}));
    let tokens = service.log_in().await;
    service
        .post("/auth/logout", Some(&tokens.access), &Value::Null)
        .await;
    assert_eq!(service.get("/", &tokens.access).await.status, 401);
    assert_eq!(service.get("/careless", &tokens.access).await.status, 200);
}

#[tokio::test]
async fn access_tokens_may_live_until_they_expire() {
    for reach in ["refresh", "off"] {
        let service = Service::new(json!({"revocation": reach}));
        let tokens = service.log_in().await;
        service
            .post("/auth/logout", Some(&tokens.access), &Value::Null)
            .await;
        assert_eq!(lives(&service, &tokens).await, (true, false), "{reach}");
    }
}

#[tokio::test]
async fn a_token_for_later_can_be_revoked_before() {
    for path in ["/auth/revoke", "/auth/logout"] {
        let service = Service::new(json!({"not_before": "5m"}));
        let tokens = service.log_in().await;
        assert_eq!(service.status(&tokens).await, 401, "it is too soon");
        let answer = match path {
            "/auth/revoke" => {
                service
                    .form(path, &format!("token={}", tokens.access))
                    .await
            }
            _ => service.post(path, Some(&tokens.access), &Value::Null).await,
        };
        assert!(answer.status.is_success(), "{}", answer.body);
        service.at(301);
        assert_eq!(service.status(&tokens).await, 401, "{path}");
        let other = service.log_in().await;
        service.at(602);
        assert_eq!(service.status(&other).await, 200);
    }
}

#[tokio::test]
async fn a_revoked_token_is_told_from_an_absent_one() {
    let service = Service::new(json!({}));
    let tokens = service.log_in().await;
    service
        .post("/auth/logout", Some(&tokens.access), &Value::Null)
        .await;
    let answer = service.get("/", &tokens.access).await;
    assert_eq!(
        answer.challenge(),
        Some(r#"Bearer realm="api", error="invalid_token""#)
    );
    assert_eq!(answer.json()["error"], "invalid_token");
}

/// The same token in another text: of an ECDSA signature (r, s), (r, n - s) is one too.
fn in_another_text(token: &str) -> String {
    let order = BigUint::parse_bytes(
        b"ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        16,
    );
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let signature = BASE64.decode_to_vec(signature).unwrap();
    let (r, s) = signature.split_at(32);
    let negated = (order.unwrap() - BigUint::from_bytes_be(s)).to_bytes_be();
    let padding = vec![0; 32 - negated.len()];
    let signature = BASE64.encode_to_string([r, &padding, &negated].concat());
    format!("{signed}.{signature}")
}

#[tokio::test]
async fn a_token_is_revoked_whatever_its_text() {
    let key = pem("p256", "private_pem");
    let service = Service::new(json!({"algorithm": "ES256", "private_key": key}));
    for path in ["/auth/logout", "/auth/revoke"] {
        let tokens = service.log_in().await;
        let other = in_another_text(&tokens.access);
        assert_ne!(other, tokens.access);
        assert_eq!(service.get("/", &other).await.status, 200);
        match path {
            "/auth/revoke" => {
                service
                    .form(path, &format!("token={}", tokens.access))
                    .await
            }
            _ => service.post(path, Some(&tokens.access), &Value::Null).await,
        };
        assert_eq!(service.get("/", &tokens.access).await.status, 401, "{path}");
        assert_eq!(service.get("/", &other).await.status, 401, "{path}");
    }
}

#[tokio::test]
async fn services_that_share_a_store_share_revocations() {
    let store = jwt_guard::session::MemoryStore::new();
    let one = Service::with_store(json!({}), store.clone());
    let two = Service::with_store(json!({}), store);
    let tokens = one.log_in().await;
    assert_eq!(two.status(&tokens).await, 200);
    let next = two.refreshed(&tokens.refresh).await;
    one.post("/auth/logout", Some(&tokens.access), &Value::Null)
        .await;
    for service in [&one, &two] {
        assert_eq!(lives(service, &next).await, (false, false));
    }
}

#[tokio::test]
async fn a_revocation_is_remembered_until_the_last_token_has_expired() {
    let service = Service::new(json!({}));
    let tokens = service.log_in().await;
    service
        .post("/auth/logout", Some(&tokens.access), &Value::Null)
        .await;
    for seconds in [0, 899, 909] {
        service.at(seconds);
        let answer = service.get("/", &tokens.access).await;
        assert_eq!(answer.status, 401, "{seconds}");
        assert!(answer.headers.get(AUTHORIZATION).is_none());
    }
    assert_eq!(tokens.claims()["exp"], NOW + 900);
}

#[tokio::test]
async fn what_cannot_be_told_from_others_is_revoked_with_its_session() {
    let service = Service::new(json!({"jti": "off"}));
    let tokens = service.log_in().await;
    let answer = service
        .form("/auth/revoke", &format!("token={}", tokens.access))
        .await;
    assert_eq!(answer.status, 200);
    assert_eq!(lives(&service, &tokens).await, (false, false));
    // A token without an identifier cannot be revoked, and the response does not claim it.
    let nameless = service.auth.mint("1").token().unwrap();
    let answer = service
        .form("/auth/revoke", &format!("token={nameless}"))
        .await;
    assert_eq!(answer.json()["error"], "unsupported_token_type");
    let answer = service
        .post("/auth/logout", Some(&nameless), &Value::Null)
        .await;
    assert_eq!(answer.json()["error"], "unsupported_token_type");
}

#[tokio::test]
async fn programs_without_a_router_can_ask_too() {
    let service = Service::new(json!({}));
    let tokens = service.log_in().await;
    let verified = service.auth.verify(&tokens.access).unwrap();
    assert!(!service.auth.sessions().is_revoked(&verified).await.unwrap());
    service
        .post("/auth/logout", Some(&tokens.access), &Value::Null)
        .await;
    let verified = service.auth.verify(&tokens.access).unwrap();
    assert!(service.auth.sessions().is_revoked(&verified).await.unwrap());
}
