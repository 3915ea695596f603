//! Tokens that work once: `Auth::redeem`.

use std::time::Duration;

use axum::extract::State;
use axum::http::Request;
use futures_util::future::join_all;
use jwt_guard::clock::FrozenClock;
use jwt_guard::error::Reason;
use jwt_guard::prelude::*;
use jwt_guard::session::{MemoryStore, SingleUseKey, StoreError, TokenStore};
use jwt_guard::testing::{forward_to_store, purge};
use jwt_guard::token::{TokenError, TokenType};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::fixtures::app::{Answer, NOW, SECRET, send};
use crate::fixtures::remote::{Order, Remote};

/// How long a link is valid, in seconds.
const TTL: i64 = 15 * 60;
const DAY: i64 = 24 * 60 * 60;

/// By how much clocks may differ, in seconds.
const LEEWAY: i64 = 10;

#[derive(AuthConfig, Deserialize, Default)]
#[auth(leeway = "10s")]
#[serde(default, deny_unknown_fields)]
struct Shop {
    secret: Option<Secret>,
    session_owner: Option<String>,
    max_lifetime: Option<String>,
    issued_at: Option<String>,
    jti: Option<String>,
    refresh_format: Option<String>,
    revocation: Option<String>,
    on_store_error: Option<String>,
    store_timeout: Option<String>,
}

fn sign_in() -> TokenType {
    TokenType::from_static("sign-in+jwt")
}

fn invitation() -> TokenType {
    TokenType::from_static("invitation+jwt")
}

/// The page behind a link sends its token.
#[public]
async fn redeem(State(auth): State<Auth<Shop>>, token: String) -> Result<String, AuthError> {
    let verified = auth.redeem(&sign_in(), &token).await?;
    Ok(verified.subject().to_owned())
}

struct Service {
    auth: Auth<Shop>,
    app: GuardedRouter,
    clock: FrozenClock,
}

impl Service {
    fn new(settings: Value) -> Self {
        Self::with_store(settings, Some(MemoryStore::new()))
    }

    fn with_store(settings: Value, store: Option<impl TokenStore>) -> Self {
        let mut shop: Shop = serde_json::from_value(settings).unwrap();
        shop.secret = Some(SECRET.into());
        shop.session_owner = store.is_some().then(|| "shop".to_owned());
        let clock = FrozenClock::at(NOW);
        let auth = Auth::builder(shop).clock(clock.clone());
        let auth = match store {
            Some(store) => auth.store(store).build(),
            None => auth.build(),
        };
        let auth = auth.unwrap();
        let app = GuardedRouter::new()
            .route("/redeem", post(redeem))
            .with_state(auth.clone());
        Self { auth, app, clock }
    }

    /// Moves the clock to so many seconds after the start.
    fn at(&self, seconds: i64) {
        self.clock.set(NOW + seconds);
    }

    fn link(&self) -> String {
        self.link_for(TTL)
    }

    fn link_for(&self, seconds: i64) -> String {
        let ttl = Duration::from_secs(seconds.unsigned_abs());
        let link = self.auth.mint("1").token_type(&sign_in()).ttl(ttl);
        link.token().unwrap()
    }

    async fn post(&self, token: &str) -> Answer {
        let request = Request::post("/redeem").body(token.to_owned().into());
        send(&self.app, request.unwrap()).await
    }

    async fn status(&self, token: &str) -> u16 {
        self.post(token).await.status.as_u16()
    }

    /// Why a token is refused; `None` if it was used.
    async fn refusal(&self, token: &str) -> Option<TokenError> {
        let error = self.auth.redeem(&sign_in(), token).await.err()?;
        match error.reason() {
            Reason::SingleUseToken(error) => Some(error.clone()),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_link_works_once() {
    let service = Service::new(json!({}));
    let (link, other) = (service.link(), service.link());
    let first = service.post(&link).await;
    assert_eq!((first.status.as_u16(), &*first.body), (200, "1"));
    for _ in 0..2 {
        let again = service.post(&link).await;
        assert_eq!(again.status, 400);
        assert_eq!(again.json()["error"], "invalid_grant");
        assert_eq!(again.challenge(), None, "it is no access token");
        assert_eq!(service.refusal(&link).await, Some(TokenError::Used));
    }
    assert_eq!(service.status(&other).await, 200);
    // Verifying it uses nothing.
    let third = service.link();
    assert!(service.auth.verify_as(&sign_in(), &third).is_ok());
    assert_eq!(service.status(&third).await, 200);
}

#[tokio::test]
async fn of_many_requests_at_once_one_succeeds() {
    let service = Service::with_store(json!({}), Some(Remote::new()));
    for _ in 0..4 {
        let link = service.link();
        let statuses = join_all((0..50).map(|_| service.status(&link))).await;
        let succeeded = statuses.iter().filter(|status| **status == 200).count();
        assert_eq!(succeeded, 1);
        assert!(statuses.iter().all(|status| [200, 400].contains(status)));
    }
}

#[tokio::test]
async fn two_services_that_share_a_store_use_a_link_once() {
    let remote = Remote::new();
    let [one, other] = [(); 2].map(|()| Service::with_store(json!({}), Some(remote.clone())));
    let link = one.link();
    assert_eq!(other.status(&link).await, 200);
    assert_eq!(one.refusal(&link).await, Some(TokenError::Used));
}

#[tokio::test]
async fn a_link_from_before_all_sessions_ended_is_dead() {
    // What the handlers of access tokens check does not matter, nor what a process has heard of.
    for revocation in ["all", "refresh"] {
        let remote = Remote::new();
        let settings = json!({"revocation": revocation});
        let [service, other] =
            [(); 2].map(|()| Service::with_store(settings.clone(), Some(remote.clone())));
        let (link, used) = (service.link(), service.link());
        let of_another_user = service.auth.mint("2").token_type(&sign_in());
        let of_another_user = of_another_user.token().unwrap();
        assert_eq!(service.status(&used).await, 200);
        for service in [&service, &other] {
            service.at(60);
        }
        let ended = other.auth.sessions().end_all_of_backend_subject("1").await;
        ended.unwrap();
        for link in [&link, &used] {
            assert_eq!(service.status(link).await, 400);
            assert_eq!(service.refusal(link).await, Some(TokenError::Revoked));
        }
        assert_eq!(service.status(&of_another_user).await, 200);
        // As access tokens: by a clock that is ahead, it may have been issued before.
        service.at(60 + LEEWAY);
        assert_eq!(
            service.refusal(&service.link()).await,
            Some(TokenError::Revoked)
        );
        service.at(61 + LEEWAY);
        assert_eq!(service.status(&service.link()).await, 200);
    }
}

#[tokio::test]
async fn one_link_can_be_revoked() {
    let service = Service::new(json!({}));
    let (link, other) = (service.link(), service.link());
    let verified = service.auth.verify_as(&sign_in(), &link).unwrap();
    let sessions = service.auth.sessions();
    let revoked = sessions.revoke_token_of_issuer(None, verified.id().unwrap());
    revoked.await.unwrap();
    assert_eq!(service.refusal(&link).await, Some(TokenError::Revoked));
    assert_eq!(service.status(&other).await, 200);
}

#[tokio::test]
async fn a_token_of_another_type_is_refused_and_not_used() {
    let service = Service::new(json!({"refresh_format": "jwt"}));
    let access = service.auth.mint("1").token().unwrap();
    let other = service.auth.mint("1").token_type(&invitation());
    let other = other.token().unwrap();
    for token in [&access, &other] {
        assert_eq!(service.status(token).await, 400);
        assert_eq!(service.refusal(token).await, Some(TokenError::Type));
    }
    assert!(service.auth.verify(&access).is_ok());
    let redeemed = service.auth.redeem(&invitation(), &other).await;
    assert_eq!(redeemed.unwrap().subject(), "1");
    for malformed in ["", "a.b.c", "rt_x"] {
        assert_eq!(service.status(malformed).await, 400, "{malformed}");
    }
}

#[tokio::test]
async fn the_type_of_access_tokens_is_a_mistake() {
    let service = Service::new(json!({}));
    let access = service.auth.mint("1").token().unwrap();
    for _ in 0..2 {
        let error = service.auth.redeem(&TokenType::ACCESS, &access).await;
        let error = error.expect_err("it works more than once");
        assert_eq!(error.status(), 500);
    }
}

#[tokio::test]
async fn a_link_that_was_used_stays_so_until_it_has_expired() {
    let service = Service::new(json!({}));
    let (link, late) = (service.link(), service.link());
    assert_eq!(service.status(&link).await, 200);
    service.at(TTL + LEEWAY - 1);
    purge(&service.auth).await.unwrap();
    assert_eq!(service.refusal(&link).await, Some(TokenError::Used));
    assert_eq!(service.status(&late).await, 200);
    service.at(TTL + LEEWAY);
    let unused = service.link_for(1);
    service.at(TTL + 2 * LEEWAY + 1);
    for link in [&link, &late, &unused] {
        assert_eq!(service.refusal(link).await, Some(TokenError::Expired));
    }
}

#[tokio::test]
async fn a_use_is_forgotten_in_the_end() {
    let remote = Remote::new();
    let service = Service::with_store(json!({}), Some(remote.clone()));
    assert_eq!(service.status(&service.link()).await, 200);
    let shown = || format!("{:?}", remote.store);
    assert!(shown().contains("used_keys: 1"), "{}", shown());
    service.at(TTL + DAY);
    purge(&service.auth).await.unwrap();
    assert!(shown().contains("used_keys: 0"), "{}", shown());
}

#[tokio::test(start_paused = true)]
async fn while_the_store_is_unavailable_no_link_is_used() {
    for on_store_error in ["deny", "allow"] {
        for order in [Order::Down, Order::Odd, Order::ReadOnly, Order::Slow] {
            let remote = Remote::new();
            let settings = json!({"on_store_error": on_store_error, "store_timeout": "1s"});
            let service = Service::with_store(settings, Some(remote.clone()));
            let link = service.link();
            remote.is(order);
            let answer = service.post(&link).await;
            assert_eq!(answer.status, 503, "{order:?}");
            assert_eq!(answer.json()["error"], "temporarily_unavailable");
            remote.is(Order::Up);
            assert_eq!(service.status(&link).await, 200, "{order:?}");
        }
    }
}

/// A store whose responses to uses are lost.
struct Unheard(MemoryStore);

impl TokenStore for Unheard {
    async fn use_once(&self, key: &SingleUseKey, until: i64, now: i64) -> Result<bool, StoreError> {
        self.0.use_once(key, until, now).await?;
        Err(StoreError::unreachable("the connection was lost"))
    }

    forward_to_store! {
        position begin has_ended_all find rotate revoke has_ended_with_all sessions session revoked revocations count give_back
        purge
    }
}

#[tokio::test]
async fn a_link_whose_use_is_not_known_is_not_used_again() {
    let store = MemoryStore::new();
    let service = Service::with_store(json!({}), Some(Unheard(store.clone())));
    let link = service.link();
    assert_eq!(service.status(&link).await, 503);
    let service = Service::with_store(json!({}), Some(store));
    assert_eq!(service.refusal(&link).await, Some(TokenError::Used));
}

#[tokio::test]
async fn without_a_store_no_link_works() {
    let service = Service::with_store(json!({}), None::<MemoryStore>);
    let answer = service.post(&service.link()).await;
    assert_eq!(answer.status, 500);
    assert_eq!(answer.json()["error"], "server_error");
}

#[tokio::test]
async fn a_link_is_valid_for_no_longer_than_the_end_of_sessions_is_remembered() {
    let service = Service::new(json!({}));
    let longest = service.link_for(DAY);
    let longer = service.link_for(DAY + 1);
    assert_eq!(service.refusal(&longer).await, Some(TokenError::Lifetime));
    assert_eq!(service.status(&longest).await, 200);

    let service = Service::new(json!({"max_lifetime": "7d"}));
    let (link, ended) = (service.link_for(7 * DAY), service.link_for(7 * DAY));
    assert_eq!(service.status(&link).await, 200);
    let sessions = service.auth.sessions();
    sessions.end_all_of_backend_subject("1").await.unwrap();
    service.at(7 * DAY - 1);
    purge(&service.auth).await.unwrap();
    assert_eq!(service.refusal(&ended).await, Some(TokenError::Revoked));
}

#[tokio::test]
async fn a_token_that_cannot_be_told_from_others_or_has_no_date_is_refused() {
    for claim in ["jti", "iat"] {
        let setting = if claim == "jti" { "jti" } else { "issued_at" };
        let service = Service::new(json!({setting: "off"}));
        let refusal = service.refusal(&service.link()).await;
        assert_eq!(refusal, Some(TokenError::RequiredClaim(claim.into())));
    }
}
