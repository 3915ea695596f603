//! Expired access tokens: how long their revocation matters.

use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use jwt_guard::session::{MemoryStore, Position, TokenStore};
use serde_json::{Value, json};

use crate::fixtures::app::{NOW, SECRET, get_as, send};
use crate::keys::algorithms::pem;
use crate::sessions::service::{Service, Staff, Tokens};

/// The longest that a token may be valid unless the configuration says otherwise, in seconds.
const DAY: i64 = 24 * 60 * 60;

async fn status(service: &Service, path: &str, tokens: &Tokens) -> u16 {
    service.get(path, &tokens.access).await.status.as_u16()
}

#[tokio::test]
async fn a_handler_that_takes_expired_tokens_takes_none_whose_revocation_may_be_forgotten() {
    let service = Service::new(json!({}));
    let tokens = service.log_in().await;
    for (seconds, expected) in [
        (0, 200),
        (900 + 10, 200),
        // Leeway is given as to any other token.
        (DAY + 9, 200),
        (DAY + 10, 401),
        (30 * DAY, 401),
    ] {
        service.at(seconds);
        assert_eq!(
            status(&service, "/ageless", &tokens).await,
            expected,
            "{seconds}"
        );
        assert_eq!(
            status(&service, "/ageless-and-careless", &tokens).await,
            200
        );
    }
}

#[tokio::test]
async fn a_revoked_token_is_never_taken_again_when_the_store_has_forgotten_it() {
    let store = MemoryStore::new();
    let service = Service::with_store(json!({}), store.clone());
    let tokens = service.log_in().await;
    let form = format!("token={}", tokens.access);
    assert_eq!(service.form("/auth/revoke", &form).await.status, 200);
    for seconds in (0..3 * DAY).step_by(600) {
        service.at(seconds);
        while store.purge(NOW + seconds, 10).await.unwrap() {}
        assert_eq!(
            status(&service, "/ageless", &tokens).await,
            401,
            "{seconds}"
        );
    }
    let kept = store.revocations(Position::default()).await.unwrap();
    assert_eq!(kept.revoked, [], "it was forgotten");
}

#[tokio::test]
async fn who_logs_out_everywhere_also_ends_tokens_of_sessions_that_are_over_and_forgotten() {
    for settings in [
        json!({"refresh_idle_ttl": "15m"}),
        json!({"refresh": "off"}),
    ] {
        for ends_others in [false, true] {
            let store = MemoryStore::new();
            let service = Service::with_store(settings.clone(), store.clone());
            let forgotten = service.log_in().await;
            service.at(900);
            while store.purge(NOW + 900, 10).await.unwrap() {}
            let other_user = service.log_in_as("bob").await;
            let mine = service.log_in().await;
            service.at(1000);
            assert_eq!(status(&service, "/ageless", &forgotten).await, 200);
            if ends_others {
                let answer = service.post("/password", Some(&mine.access), &Value::Null);
                assert_eq!(answer.await.status, 200);
            } else {
                let sessions = service.auth.sessions();
                sessions.end_all_of_backend_subject("1").await.unwrap();
            }
            assert_eq!(status(&service, "/ageless", &forgotten).await, 401);
            assert_eq!(status(&service, "/", &other_user).await, 200);
            let mine_lives = if ends_others { 200 } else { 401 };
            assert_eq!(status(&service, "/", &mine).await, mine_lives);
            // Who logs in in the same second, or later, is none of them.
            let again = service.log_in().await;
            assert_eq!(status(&service, "/", &again).await, 200);
            // Whom one revocation has spared, the next does not.
            service.at(1001);
            service
                .auth
                .sessions()
                .end_all_of_backend_subject("1")
                .await
                .unwrap();
            assert_eq!(status(&service, "/", &mine).await, 401);
            assert_eq!(status(&service, "/", &again).await, 401);
        }
    }
}

#[tokio::test]
async fn a_token_may_be_of_any_age_where_revocations_do_not_reach_it() {
    for settings in [
        json!({"revocation": "refresh"}),
        json!({"revocation": "off"}),
    ] {
        let service = Service::new(settings);
        let tokens = service.log_in().await;
        service.at(29 * DAY);
        assert_eq!(status(&service, "/ageless", &tokens).await, 200);
    }
    let service = Service::without_store(json!({}));
    let tokens = service.log_in().await;
    service.at(29 * DAY);
    assert_eq!(status(&service, "/ageless", &tokens).await, 200);
}

#[tokio::test]
async fn a_token_that_does_not_say_when_it_was_issued_is_of_the_age_at_which_it_expires() {
    let service = Service::new(json!({"issued_at": "off"}));
    let tokens = service.log_in().await;
    for (seconds, expected) in [(909, 200), (910, 401)] {
        service.at(seconds);
        assert_eq!(
            status(&service, "/ageless", &tokens).await,
            expected,
            "{seconds}"
        );
    }
}

#[tokio::test]
async fn what_can_never_be_presented_again_is_not_stored() {
    for (seconds, is_stored) in [
        (0, true),
        // A handler may take it that takes expired ones.
        (900 + 5 * 60, true),
        // By a clock that is behind.
        (DAY + 2 * 5 * 60 - 1, true),
        (DAY + 2 * 5 * 60, false),
        (29 * DAY, false),
    ] {
        let store = MemoryStore::new();
        let service = Service::with_store(json!({}), store.clone());
        let tokens = service.log_in().await;
        service.at(seconds);
        let form = format!("token={}", tokens.access);
        let answer = service.form("/auth/revoke", &form).await;
        assert_eq!(answer.status, 200, "{seconds}");
        let kept = store.revocations(Position::default()).await.unwrap();
        assert_eq!(!kept.revoked.is_empty(), is_stored, "{seconds}");
        assert_eq!(
            status(&service, "/ageless", &tokens).await == 401,
            seconds > 0 || is_stored
        );
    }
}

#[tokio::test]
async fn the_revocation_of_a_token_that_is_not_valid_yet_lasts_until_it_expires() {
    // It has no `iat`, and is valid for longer than allowed.
    let ends = 10 * DAY;
    let issued = json!({"issued_at": "off", "access_ttl": "10d", "max_lifetime": "30d"});
    let ours = Service::new(issued.clone()).log_in().await;
    let mut theirs = issued;
    theirs["issuer"] = json!("https://idp.example.com");
    theirs["audience"] = json!(["office"]);
    theirs["algorithm"] = json!("ES256");
    theirs["private_key"] = json!(pem("p256", "private_pem"));
    let idp = Service::new(theirs);
    let set = serde_json::to_string(&idp.auth.keys().public_set(NOW)).unwrap();
    let settings = json!({"issued_at": "off", "trusted_issuers": [
        {"issuer": "https://idp.example.com", "public_set": set, "audience": "office"},
    ]});
    for tokens in [ours, idp.log_in().await] {
        for path in ["/auth/revoke", "/auth/logout"] {
            let store = MemoryStore::new();
            let service = Service::with_store(settings.clone(), store.clone());
            assert_eq!(service.status(&tokens).await, 401);
            let answer = match path {
                "/auth/revoke" => {
                    let form = format!("token={}", tokens.access);
                    service.form(path, &form).await
                }
                _ => service.post(path, Some(&tokens.access), &Value::Null).await,
            };
            assert!(answer.status.is_success(), "{path}");
            let last = ends - 60;
            service.at(last);
            while store.purge(NOW + last, 10).await.unwrap() {}
            assert_eq!(service.status(&tokens).await, 401, "{path}");
            let other = Service::with_store(settings.clone(), MemoryStore::new());
            other.at(last);
            assert_eq!(other.status(&tokens).await, 200, "it is good by itself");
        }
    }
}

#[tokio::test]
async fn a_revocation_outlives_a_token_of_a_clock_that_is_ahead() {
    const LEEWAY: i64 = 5 * 60;
    let settings = json!({"access_ttl": "15m", "max_lifetime": "15m", "leeway": "5m"});
    for path in ["/auth/revoke", "/auth/logout"] {
        let store = MemoryStore::new();
        let service = Service::with_store(settings.clone(), store.clone());
        let ahead = Service::with_store(settings.clone(), store.clone());
        ahead.at(LEEWAY);
        let tokens = ahead.log_in().await;
        assert_eq!(service.status(&tokens).await, 200);
        let answer = match path {
            "/auth/revoke" => {
                let form = format!("token={}", tokens.access);
                service.form(path, &form).await
            }
            _ => service.post(path, Some(&tokens.access), &Value::Null).await,
        };
        assert!(answer.status.is_success());
        // The last second in which any process would accept it, and a purge by a clock that is ahead.
        let last = LEEWAY + 15 * 60 + LEEWAY - 1;
        service.at(last);
        while store.purge(NOW + last + LEEWAY, 10).await.unwrap() {}
        assert_eq!(service.status(&tokens).await, 401, "{path}");
        let other = Service::with_store(settings.clone(), MemoryStore::new());
        other.at(last);
        assert_eq!(other.status(&tokens).await, 200, "it is good by itself");
    }
}

#[tokio::test]
async fn an_old_token_that_stands_for_its_session_still_ends_it() {
    let service = Service::new(json!({"jti": "off"}));
    let tokens = service.log_in().await;
    service.at(29 * DAY);
    let form = format!("token={}", tokens.access);
    assert_eq!(service.form("/auth/revoke", &form).await.status, 200);
    assert_eq!(service.refresh(&tokens.refresh).await.status, 401);
}

#[tokio::test]
async fn where_tokens_never_expire_revocations_are_never_forgotten() {
    #[derive(AuthConfig)]
    #[auth(users = Staff, verify_exp = "dangerously-off", issued_at = "off", session_owner = "shop")]
    struct Immortal {
        secret: Secret,
    }

    #[protected]
    async fn page() {}

    #[protected(verify_exp = "dangerously-off")]
    async fn ageless() {}

    let clock = FrozenClock::at(NOW);
    let secret = SECRET.into();
    let auth = Auth::builder(Immortal { secret })
        .users(Service::new(json!({})).staff)
        .clock(clock.clone())
        .store(MemoryStore::new())
        .build()
        .unwrap();
    let app: GuardedRouter = GuardedRouter::new()
        .route("/", get(page))
        .route("/ageless", get(ageless))
        .nest("/auth", auth.endpoints())
        .with_state(auth);
    let post = |path: &str, body: &Value| {
        let request = axum::http::Request::post(path).header("content-type", "application/json");
        send(&app, request.body(body.to_string().into()).unwrap())
    };
    let login = json!({"username": "ada", "password": "secret"});
    let token = Tokens::of(&post("/auth", &login).await.json()).access;
    clock.set(NOW + 300 * DAY);
    for path in ["/", "/ageless"] {
        assert_eq!(get_as(&app, path, Some(&token)).await.0, 200, "{path}");
    }
    let answer = post("/auth/revoke", &json!({"token": token})).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    clock.set(NOW + 3000 * DAY);
    for path in ["/", "/ageless"] {
        assert_eq!(get_as(&app, path, Some(&token)).await.0, 401, "{path}");
    }
}
