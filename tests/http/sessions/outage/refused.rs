//! A store that fails: which requests are refused, and that nothing is confirmed that was not stored.

use std::future::Future;
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::fixtures::app::Answer;
use crate::fixtures::remote::{Order, Remote};
use crate::sessions::service::{Service, Tokens};

/// Waits until this service knows the revocations.
pub(in crate::sessions) async fn until_known(service: &Service) {
    while service
        .auth
        .sessions()
        .staleness()
        .is_none_or(|age| age > Duration::from_millis(900))
    {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Waits until the view of this service is stale.
async fn until_stale(service: &Service) {
    while service
        .auth
        .sessions()
        .staleness()
        .is_some_and(|age| age <= Duration::from_secs(1))
    {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

pub(super) fn is_unavailable(answer: &Answer) -> bool {
    answer.status == 503
        && answer.header("retry-after").is_some()
        && answer.challenge().is_none()
        && !answer.body.contains("10.0.0.1")
        && answer.json()["error"] == "temporarily_unavailable"
}

#[tokio::test]
async fn what_this_process_knows_needs_no_store() {
    let remote = Remote::new();
    let service = Service::with_store(json!({}), remote.clone());
    let tokens = service.log_in().await;
    until_known(&service).await;
    let asked = remote.asked();
    for _ in 0..100 {
        assert_eq!(service.status(&tokens).await, 200);
    }
    assert_eq!(remote.asked(), asked, "the store was asked");
}

#[tokio::test]
async fn a_token_whose_revocation_is_unknown_is_refused() {
    let remote = Remote::new();
    let service = Service::with_store(json!({}), remote.clone());
    let tokens = service.log_in().await;
    until_known(&service).await;
    remote.is(Order::Down);
    until_stale(&service).await;
    let answer = service.get("/", &tokens.access).await;
    assert!(is_unavailable(&answer), "{answer:?}");
    assert_eq!(service.get("/careless", &tokens.access).await.status, 200);
    // A token that is not valid is no question for the store.
    assert_eq!(service.get("/", "x.y.z").await.status, 401);
    remote.is(Order::Up);
    until_known(&service).await;
    assert_eq!(
        service.status(&tokens).await,
        200,
        "it works again, by itself"
    );
}

#[tokio::test]
async fn while_the_readings_fail_the_store_is_asked() {
    let remote = Remote::new();
    let elsewhere = Service::with_store(json!({}), remote.store.clone());
    let (mine, other) = (elsewhere.log_in().await, elsewhere.log_in().await);
    elsewhere
        .post("/auth/logout", Some(&other.access), &Value::Null)
        .await;
    // Nothing was read yet.
    let service = Service::with_store(json!({}), remote.clone());
    let asked = remote.asked();
    let statuses = [service.status(&mine).await, service.status(&other).await];
    assert_eq!(statuses, [200, 401]);
    assert!(remote.asked() > asked, "who answered?");
}

#[tokio::test]
async fn a_revocation_elsewhere_is_known_here_within_the_bound() {
    let remote = Remote::new();
    let service = Service::with_store(json!({}), remote.clone());
    let elsewhere = Service::with_store(json!({}), remote.store.clone());
    let tokens = service.log_in().await;
    until_known(&service).await;
    assert_eq!(service.status(&tokens).await, 200);
    elsewhere
        .post("/auth/logout", Some(&tokens.access), &Value::Null)
        .await;
    let revoked_at = Instant::now();
    while service.status(&tokens).await == 200 {
        assert!(
            revoked_at.elapsed() < Duration::from_secs(1),
            "it is too late"
        );
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn who_ends_all_sessions_has_ended_them_at_once() {
    let service = Service::with_store(json!({}), Remote::new());
    let (one, two) = (service.log_in().await, service.log_in().await);
    for _ in 0..20 {
        until_known(&service).await;
        let three = service.log_in().await;
        assert_eq!(service.status(&three).await, 200);
        service
            .auth
            .sessions()
            .end_all_of_backend_subject("1")
            .await
            .unwrap();
        for tokens in [&one, &two, &three] {
            assert_eq!(service.status(tokens).await, 401);
        }
    }
}

#[tokio::test]
async fn the_store_is_asked_once_about_each_session_of_a_user_whose_others_were_ended() {
    let remote = Remote::new();
    let service = Service::with_store(json!({}), remote.clone());
    let (mine, other) = (service.log_in().await, service.log_in().await);
    until_known(&service).await;
    remote.is(Order::Behind);
    let answer = service.post("/password", Some(&mine.access), &Value::Null);
    assert_eq!(answer.await.status, 200);
    let mut asked = Vec::new();
    for _ in 0..4 {
        assert_eq!(service.status(&mine).await, 200);
        assert_eq!(service.status(&other).await, 401);
        asked.push(remote.asked());
    }
    assert!(
        asked[1..].iter().all(|count| *count == asked[0]),
        "{asked:?}"
    );
    // Nor about the next token of the session.
    let next = service.refreshed(&mine.refresh).await;
    let before = remote.asked();
    assert_eq!(service.status(&next).await, 200);
    assert_eq!(remote.asked(), before);
}

#[tokio::test]
async fn it_can_be_written_out_that_access_tokens_are_let_in() {
    let remote = Remote::new();
    let service = Service::with_store(json!({"on_store_error": "allow"}), remote.clone());
    let (mine, ended) = (service.log_in().await, service.log_in().await);
    until_known(&service).await;
    service
        .post("/auth/logout", Some(&ended.access), &Value::Null)
        .await;
    remote.is(Order::Down);
    until_stale(&service).await;
    assert_eq!(service.status(&mine).await, 200);
    let answer = service.post("/", Some(&mine.access), &Value::Null).await;
    assert!(
        is_unavailable(&answer),
        "what may change something is no look: {answer:?}"
    );
    service.at(5 * 60 + 1);
    assert!(
        is_unavailable(&service.get("/", &mine.access).await),
        "it is too old"
    );
    service.at(0);
    assert_eq!(
        service.status(&ended).await,
        401,
        "what is known is not forgotten"
    );
    // No other request is accepted.
    assert!(is_unavailable(&service.refresh(&mine.refresh).await));
    let credentials = json!({"username": "ada", "password": "secret"});
    assert!(is_unavailable(
        &service.post("/auth", None, &credentials).await
    ));
}

/// The response of each endpoint while the store fails.
async fn endpoints(service: &Service, tokens: &Tokens) -> Vec<Answer> {
    let credentials = json!({"username": "ada", "password": "secret"});
    let access = Some(&*tokens.access);
    let refresh = json!({"refresh_token": tokens.refresh});
    vec![
        service.post("/auth", None, &credentials).await,
        service.refresh(&tokens.refresh).await,
        service.post("/auth/logout", None, &refresh).await,
        service
            .form("/auth/revoke", &format!("token={}", tokens.refresh))
            .await,
        service.post("/auth/logout-all", access, &Value::Null).await,
    ]
}

#[tokio::test]
async fn no_endpoint_claims_what_was_not_stored() {
    for order in [Order::Down, Order::ReadOnly, Order::Odd] {
        let remote = Remote::new();
        let service = Service::with_store(json!({}), remote.clone());
        let tokens = service.log_in().await;
        until_known(&service).await;
        remote.is(order);
        for answer in endpoints(&service, &tokens).await {
            assert!(is_unavailable(&answer), "{order:?}: {answer:?}");
        }
        let answer = service
            .post("/auth/logout", Some(&tokens.access), &Value::Null)
            .await;
        assert!(
            is_unavailable(&answer),
            "a logout that was not stored: {answer:?}"
        );
        remote.is(Order::Up);
        let service = Service::with_store(json!({}), remote.clone());
        assert_eq!(service.status(&tokens).await, 200, "something was lost");
        service.refreshed(&tokens.refresh).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_store_is_given_up_on_and_then_left_alone() {
    let remote = Remote::new();
    let service = Service::with_store(json!({"store_timeout": "1s"}), remote.clone());
    let tokens = service.log_in().await;
    remote.is(Order::Slow);
    let start = tokio::time::Instant::now();
    for _ in 0..5 {
        assert!(is_unavailable(&service.refresh(&tokens.refresh).await));
    }
    let slow = start.elapsed();
    assert!(
        slow >= Duration::from_secs(5) && slow < Duration::from_secs(6),
        "{slow:?}"
    );
    let asked = remote.asked();
    for _ in 0..100 {
        assert!(is_unavailable(&service.refresh(&tokens.refresh).await));
    }
    assert_eq!(start.elapsed(), slow, "somebody waited");
    assert_eq!(remote.asked(), asked);
}

#[tokio::test]
async fn after_a_while_it_is_tried_again() {
    let remote = Remote::new();
    let service = Service::with_store(json!({}), remote.clone());
    let tokens = service.log_in().await;
    remote.is(Order::Down);
    for _ in 0..10 {
        assert!(is_unavailable(&service.refresh(&tokens.refresh).await));
    }
    remote.is(Order::Up);
    let up_at = Instant::now();
    while service.refresh(&tokens.refresh).await.status != 200 {
        assert!(
            up_at.elapsed() < Duration::from_secs(5),
            "it takes too long"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Asks a future some times, and gives up on it.
async fn abandoned(future: impl Future, polls: usize) {
    let mut future = std::pin::pin!(future);
    for _ in 0..polls {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        if future.as_mut().poll(&mut context).is_ready() {
            return;
        }
        tokio::task::yield_now().await;
    }
}

/// After how many polls a request is given up; another number each time, the same ones for the same seed.
fn polls(seed: u64, request: usize) -> usize {
    let mut hasher = DefaultHasher::new();
    (seed, request).hash(&mut hasher);
    (hasher.finish() % 16) as usize
}

/// `JWT_GUARD_CANCELLATIONS` says how many are given up, and `JWT_GUARD_SEED` after how many polls each.
#[tokio::test]
async fn a_request_that_is_given_up_has_changed_all_or_nothing() {
    let remote = Remote::new();
    let service = Service::with_store(json!({}), remote.clone());
    let credentials = json!({"username": "bob", "password": "secret"});
    let mut tokens = service.log_in().await;
    let requests = std::env::var("JWT_GUARD_CANCELLATIONS").ok();
    let requests: usize = requests.map_or(1_000, |count| count.parse().unwrap());
    let seed = std::env::var("JWT_GUARD_SEED").ok();
    let seed = seed.map_or_else(
        || RandomState::new().hash_one(0),
        |seed| seed.parse().unwrap(),
    );
    println!("JWT_GUARD_SEED={seed}");
    // Three in each.
    let rounds = requests.div_ceil(3);
    for round in 0..rounds {
        let polls = |which| polls(seed, 3 * round + which);
        abandoned(service.post("/auth", None, &credentials), polls(0)).await;
        abandoned(service.refresh(&tokens.refresh), polls(1)).await;
        // Whatever happened to the request, the client retries, and continues.
        tokens = service.refreshed(&tokens.refresh).await;
        assert_eq!(service.status(&tokens).await, 200);
        let logout = service.post("/auth/logout", Some(&tokens.access), &Value::Null);
        abandoned(logout, polls(2)).await;
        // If the request was cancelled, this process learns of its effect as of that of other processes.
        let given_up_at = Instant::now();
        let (lives, goes_on) = loop {
            let lives = service.status(&tokens).await == 200;
            let goes_on = service.refresh(&tokens.refresh).await;
            if lives == (goes_on.status == 200) {
                break (lives, goes_on);
            }
            let waited = given_up_at.elapsed();
            assert!(
                waited < Duration::from_secs(5),
                "half a logout in round {round}"
            );
            tokio::time::sleep(Duration::from_millis(5)).await;
        };
        tokens = match lives {
            true => Tokens::of(&goes_on.json()),
            false => service.log_in().await,
        };
    }
    // Each login that was stored is a complete session, which can be ended.
    let sessions = service.auth.sessions();
    let begun = sessions.of_backend_subject("2").await.unwrap().len();
    assert!(begun > 0 && begun < rounds, "{begun} of {rounds}");
    sessions.end_all_of_backend_subject("2").await.unwrap();
    assert_eq!(sessions.of_backend_subject("2").await.unwrap(), []);
    println!(
        "shown: {} requests given up, each of which had changed all or nothing",
        3 * rounds
    );
}

#[tokio::test]
async fn a_handler_that_checks_revocation_without_a_store_refuses_all() {
    use jwt_guard::prelude::*;

    #[protected(revocation = "all")]
    async fn careful() {}

    let auth = crate::fixtures::app::auth();
    let guarded: GuardedRouter = GuardedRouter::new()
        .route("/", get(careful))
        .with_state(auth.clone());
    let error = guarded.try_finish().unwrap_err().to_string();
    let said = "careful`: `revocation`: found `all`, while there is no store; expected a store: `Auth::builder(..).store(..)`";
    assert!(error.contains(said), "{error}");

    // An axum router checks nothing before it starts.
    let plain = axum::Router::new().route("/", axum::routing::get(careful));
    let app: GuardedRouter = GuardedRouter::new().merge_unguarded(plain).with_state(auth);
    let request = crate::fixtures::app::get_with("/", &crate::fixtures::app::token(&[]));
    assert_eq!(crate::fixtures::app::send(&app, request).await.status, 500);
}

#[test]
fn a_runtime_that_is_gone_takes_nothing_with_it() {
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    let remote = Remote::new();
    let setup = runtime();
    let service = setup.block_on(async { Service::with_store(json!({}), remote.clone()) });
    drop(setup);
    runtime().block_on(async {
        let tokens = service.log_in().await;
        until_known(&service).await;
        assert_eq!(service.status(&tokens).await, 200);
    });
}
