//! The order of logins and of the end of all sessions: that of the store, whatever the clocks say.

use futures_util::future::FutureExt;
use jwt_guard::session::{MemoryStore, TokenStore};
use serde_json::{Value, json};

use crate::fixtures::app::NOW;
use crate::fixtures::remote::{Order, Remote};
use crate::sessions::service::{Person, Service, Tokens};

/// What lives of a session: its access token, and whether it can be refreshed.
async fn lives(service: &Service, tokens: &Tokens) -> (bool, bool) {
    let access = service.status(tokens).await == 200;
    (access, service.refresh(&tokens.refresh).await.status == 200)
}

/// While the next password is checked, all sessions of user 1 end by another service, or by the same one.
fn ends_meanwhile(service: &Service, ending: &Service) {
    let auth = ending.auth.clone();
    service.staff.known.lock().unwrap().meanwhile = Some(Box::new(move || {
        let ended = auth.sessions().end_all(&Person(1)).now_or_never();
        ended.expect("at once").unwrap();
    }));
}

/// While the next password is checked, all sessions end but that of an access token.
fn others_end_meanwhile(service: &Service, mine: &Tokens) {
    let (app, access) = (service.app.clone(), mine.access.clone());
    service.staff.known.lock().unwrap().meanwhile = Some(Box::new(move || {
        let request = axum::http::Request::post("/password");
        let request = request.header("authorization", format!("Bearer {access}"));
        let request = request.body(axum::body::Body::empty()).unwrap();
        let answer = crate::fixtures::app::send(&app, request).now_or_never();
        assert_eq!(answer.expect("at once").status, 200);
    }));
}

async fn log_in(service: &Service) -> crate::fixtures::app::Answer {
    let credentials = json!({"username": "ada", "password": "secret"});
    service.post("/auth", None, &credentials).await
}

async fn sessions(service: &Service) -> usize {
    service
        .auth
        .sessions()
        .of_user(&Person(1))
        .await
        .unwrap()
        .len()
}

#[tokio::test]
async fn a_login_that_began_before_the_mark_is_refused() {
    for spares_one in [false, true] {
        let service = Service::new(json!({}));
        let mine = service.log_in().await;
        service.events();
        match spares_one {
            false => ends_meanwhile(&service, &service),
            true => others_end_meanwhile(&service, &mine),
        }
        let late = log_in(&service).await;
        let wrong = json!({"username": "ada", "password": "wrong"});
        let wrong = service.post("/auth", None, &wrong).await;
        assert_eq!(late.status, 401, "in the same second");
        assert_eq!((late.status, &late.body), (wrong.status, &wrong.body));
        assert_eq!(late.challenge(), wrong.challenge());
        assert_eq!(sessions(&service).await, usize::from(spares_one));
        assert!(!service.events().contains(&"began 1".to_owned()));
        assert_eq!(lives(&service, &mine).await, (spares_one, spares_one));
    }
}

#[tokio::test]
async fn a_login_that_begins_after_the_mark_lives_in_the_same_second() {
    let service = Service::new(json!({}));
    for _ in 0..3 {
        service.auth.sessions().end_all(&Person(1)).await.unwrap();
        let tokens = service.log_in().await;
        assert_eq!(lives(&service, &tokens).await, (true, true));
        service.auth.sessions().end_all(&Person(1)).await.unwrap();
        assert_eq!(lives(&service, &tokens).await, (false, false));
    }
}

/// Two processes on one store, of which one has a clock that is an hour ahead.
fn apart() -> (Service, Service) {
    let store = MemoryStore::new();
    let slow = Service::with_store(json!({}), store.clone());
    let fast = Service::with_store(json!({}), store);
    fast.at(60 * 60);
    (slow, fast)
}

#[tokio::test]
async fn a_login_is_judged_by_no_clock_on_several_nodes() {
    let (slow, fast) = apart();
    for (login, ending) in [(&slow, &fast), (&fast, &slow)] {
        ends_meanwhile(login, ending);
        assert_eq!(log_in(login).await.status, 401);
        assert_eq!(sessions(&slow).await, 0);
        // A login that began before, and one that begins afterwards.
        let before = login.log_in().await;
        ending.auth.sessions().end_all(&Person(1)).await.unwrap();
        let after = login.log_in().await;
        assert_eq!(lives(login, &before).await, (false, false));
        assert_eq!(lives(login, &after).await, (true, true));
    }
}

#[tokio::test]
async fn a_session_that_is_spared_is_judged_by_no_clock() {
    let (slow, fast) = apart();
    for (of_spared, ending) in [(&slow, &fast), (&fast, &slow)] {
        let spared = of_spared.log_in().await;
        let other = of_spared.log_in().await;
        let mine = ending.log_in().await;
        let answer = of_spared.post("/password", Some(&spared.access), &Value::Null);
        assert_eq!(answer.await.status, 200);
        assert_eq!(lives(of_spared, &spared).await, (true, true));
        assert_eq!(lives(of_spared, &other).await, (false, false));
        assert_eq!(lives(ending, &mine).await, (false, false));
        // What was spared once is not for ever.
        let next = ending.log_in().await;
        ending.auth.sessions().end_all(&Person(1)).await.unwrap();
        assert_eq!(lives(of_spared, &spared).await, (false, false));
        assert_eq!(lives(ending, &next).await, (false, false));
    }
}

#[tokio::test]
async fn the_store_is_asked_where_it_stands_and_not_what_was_read_of_it() {
    let remote = Remote::new();
    let service = Service::with_store(json!({}), remote.clone());
    let elsewhere = Service::with_store(json!({}), remote.store.clone());
    // The revocations of others are not read here for now.
    remote.is(Order::Behind);
    elsewhere.auth.sessions().end_all(&Person(1)).await.unwrap();
    let tokens = service.log_in().await;
    assert_eq!(service.refresh(&tokens.refresh).await.status, 200);
    ends_meanwhile(&service, &elsewhere);
    assert_eq!(log_in(&service).await.status, 401);
    assert_eq!(sessions(&elsewhere).await, 0);
}

#[tokio::test]
async fn a_login_asks_the_store_twice_and_twice_more_where_attempts_are_limited() {
    for (rate_limit, times) in [("off", 2), ("on", 4)] {
        let remote = Remote::new();
        let service = Service::with_store(json!({"rate_limit": rate_limit}), remote.clone());
        let before = remote.asked();
        service.log_in().await;
        assert_eq!(remote.asked() - before, times, "{rate_limit}");
    }
}

#[tokio::test]
async fn a_reauthentication_that_began_before_the_mark_is_refused() {
    let service = Service::new(json!({}));
    let mine = service.log_in().await;
    let credentials = json!({"username": "ada", "password": "secret"});
    let again = || service.post("/auth/reauthenticate", Some(&mine.access), &credentials);
    assert_eq!(again().await.status, 200);
    // The session continues for the user who knows the new password.
    others_end_meanwhile(&service, &mine);
    let answer = again().await;
    assert_eq!(answer.status, 401, "{}", answer.body);
    let wrong = json!({"username": "ada", "password": "wrong"});
    let wrong = service.post("/auth/reauthenticate", Some(&mine.access), &wrong);
    assert_eq!(answer.body, wrong.await.body);
    assert_eq!(lives(&service, &mine).await, (true, true));
    assert_eq!(again().await.status, 200, "one that begins afterwards");
}

#[tokio::test]
async fn a_check_that_takes_longer_than_marks_are_remembered_is_no_login() {
    let store = MemoryStore::new();
    let service = Service::with_store(json!({}), store.clone());
    let (auth, clock) = (service.auth.clone(), service.clock.clone());
    service.staff.known.lock().unwrap().meanwhile = Some(Box::new(move || {
        let ended = auth.sessions().end_all(&Person(1)).now_or_never();
        ended.expect("at once").unwrap();
        clock.set(NOW + 3 * 24 * 60 * 60);
        let purged = store.purge(NOW + 3 * 24 * 60 * 60, 10).now_or_never();
        assert!(purged.is_none_or(|purged| purged.is_ok()));
    }));
    assert_eq!(log_in(&service).await.status, 503);
    assert_eq!(sessions(&service).await, 0);
    assert_eq!(log_in(&service).await.status, 200);
}
