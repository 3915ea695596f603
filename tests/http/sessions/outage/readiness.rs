//! The report for a readiness probe.

use std::time::Duration;

use jwt_guard::session::{
    ClockState, MemoryStore, Persistence, Readiness, RevocationState, StoreState,
};
use serde_json::json;

use super::refused::until_known;
use crate::fixtures::app::NOW;
use crate::fixtures::remote::{Order, Remote};
use crate::sessions::service::Service;

/// A report that is not the one before.
async fn told(service: &Service) -> Readiness {
    tokio::time::sleep(Duration::from_millis(110)).await;
    service.auth.ready().await
}

#[tokio::test]
async fn without_a_store_there_is_nothing_to_wait_for() {
    let readiness = Service::without_store(json!({})).auth.ready().await;
    assert!(readiness.is_ready());
    assert_eq!(readiness.store(), StoreState::None);
    assert_eq!(readiness.persistence(), Persistence::default());
}

#[tokio::test]
async fn a_store_in_this_process_is_ready_and_says_that_a_restart_loses_all() {
    let readiness = Service::with_store(json!({}), MemoryStore::new());
    let readiness = readiness.auth.ready().await;
    assert!(readiness.is_ready());
    assert_eq!(readiness.store(), StoreState::Reachable);
    assert_eq!(readiness.clock(), ClockState::Unknown);
    assert_eq!(readiness.revocations(), RevocationState::Current);
    assert_eq!(readiness.persistence(), Persistence::IN_MEMORY);
}

#[tokio::test]
async fn a_store_that_fails_is_not_ready_until_it_is_back() {
    let remote = Remote::new();
    let service = Service::with_store(json!({}), remote.clone());
    until_known(&service).await;
    assert!(told(&service).await.is_ready());
    for (order, state) in [
        (Order::Down, StoreState::Unreachable),
        (Order::Odd, StoreState::Unexpected),
        (Order::Up, StoreState::Reachable),
    ] {
        remote.is(order);
        // More often than requests would ask a store that fails.
        for _ in 0..6 {
            let readiness = told(&service).await;
            assert_eq!(readiness.store(), state);
            assert!(order == Order::Up || !readiness.is_ready());
            let text = format!("{readiness} {readiness:?}");
            assert!(!text.contains("10.0.0.1"), "{text}");
        }
    }
    until_known(&service).await;
    assert!(told(&service).await.is_ready());
}

#[tokio::test(start_paused = true)]
async fn a_store_that_hangs_is_waited_for_no_longer_than_a_second() {
    for (settings, limit) in [
        (json!({}), Duration::from_secs(1)),
        (json!({"store_timeout": "30s"}), Duration::from_secs(1)),
    ] {
        let remote = Remote::new();
        remote.is(Order::Slow);
        let service = Service::with_store(settings, remote);
        let start = tokio::time::Instant::now();
        let all = [service.auth.ready(), service.auth.ready()];
        let [one, other] = all;
        let (one, other) = tokio::join!(one, other);
        assert!(start.elapsed() <= limit + Duration::from_millis(10));
        for readiness in [one, other] {
            assert_eq!(readiness.store(), StoreState::TimedOut);
            assert!(!readiness.is_ready());
        }
    }
}

#[tokio::test]
async fn revocations_that_are_not_read_are_stale_although_the_store_answers() {
    let remote = Remote::new();
    remote.is(Order::Unrevoking);
    let service = Service::with_store(json!({}), remote.clone());
    let readiness = told(&service).await;
    assert_eq!(readiness.store(), StoreState::Reachable);
    assert_eq!(readiness.revocations(), RevocationState::Stale(None));
    assert!(!readiness.is_ready());
    remote.is(Order::Up);
    until_known(&service).await;
    let readiness = told(&service).await;
    assert!(readiness.is_ready(), "{readiness}");
    assert!(matches!(
        readiness.revocations(),
        RevocationState::Fresh(age) if age <= Duration::from_secs(1)
    ));
    remote.is(Order::Unrevoking);
    let stale = loop {
        let readiness = told(&service).await;
        match readiness.revocations() {
            RevocationState::Stale(age) => break age,
            _ => assert!(readiness.is_ready()),
        }
    };
    assert!(stale.is_some_and(|age| age > Duration::from_secs(1)));
}

#[tokio::test]
async fn a_clock_that_is_not_the_stores_is_not_ready() {
    let remote = Remote::new();
    remote.shows(NOW);
    let service = Service::with_store(json!({}), remote.clone());
    until_known(&service).await;
    for (ahead, is_ready) in [
        (0, true),
        (9, true),
        (-9, true),
        (12, false),
        (-40, false),
        (5, true),
    ] {
        service.at(ahead);
        let readiness = told(&service).await;
        let expected = match is_ready {
            true => ClockState::Right,
            false => ClockState::Apart { ahead },
        };
        assert_eq!(readiness.clock(), expected);
        assert_eq!(readiness.is_ready(), is_ready, "{readiness}");
    }
}

/// Sessions go by the clock of the store: by that of this process, each would be over.
#[tokio::test]
async fn sessions_are_those_of_a_process_whose_clock_is_right() {
    let remote = Remote::new();
    remote.shows(NOW);
    let service = Service::with_store(json!({}), remote.clone());
    service.at(-400 * 24 * 60 * 60);
    let tokens = service.log_in().await;
    let sessions = service.auth.sessions().of_backend_subject("1").await;
    let [session] = &sessions.unwrap()[..] else {
        panic!("one session");
    };
    assert!((NOW..NOW + 5).contains(&session.created_at), "{session:?}");
    service.at(400 * 24 * 60 * 60);
    service.refreshed(&tokens.refresh).await;
}
