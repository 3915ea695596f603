//! Limits: the sessions of a subject, the tokens of a session, and how often it is refreshed.

use std::slice;
use std::sync::Arc;

use super::fixtures::{
    DAY, GRACE, NOW, PAST, PURGING, all_of, begun, exchanged, found, is_revoked, key_of, random,
    replayed, revoke, rotation, session, session_of, token,
};
use super::records::purge;
use crate::session::{
    BeginOutcome, Position, RefreshRate, RefreshTokenState, Revocation, RevocationTarget,
    RotationOutcome, Session, SessionLimit, TokenDigest, TokenStore,
};

fn at_most(most: u32) -> Option<SessionLimit> {
    Some(SessionLimit {
        most,
        revoked_until: NOW + DAY,
    })
}

/// Begins a session; returns the sessions that were ended for it.
async fn begin(
    store: &impl TokenStore,
    session: &Session,
    limit: Option<SessionLimit>,
) -> Vec<Session> {
    let outcome = store
        .begin(session, &token(), Position::default(), limit)
        .await;
    match outcome.expect("a result") {
        BeginOutcome::Begun { ended } => ended,
        BeginOutcome::Refused => panic!("nothing was ended"),
    }
}

/// A number of sessions, the least recently used first.
async fn several(
    store: &impl TokenStore,
    subject: &str,
    count: i64,
) -> Vec<(Session, TokenDigest)> {
    let mut all = Vec::new();
    for number in 0..count {
        let session = Session {
            last_used_at: NOW - count + number,
            client: Some(number.to_string()),
            ..session_of(subject)
        };
        all.push(begun(store, session).await);
    }
    all
}

pub async fn a_session_beyond_the_limit_ends_the_least_recently_used(store: impl TokenStore) {
    let subject = random();
    let all = several(&store, &subject, 3).await;
    let (first, second) = (all[0].clone(), all[1].clone());
    // It is used now.
    let next = exchanged(&store, first.1, NOW).await;
    let (stranger, its_token) = begun(&store, session()).await;
    let new = session_of(&subject);
    let ended = begin(&store, &new, at_most(3)).await;
    assert_eq!(ended, slice::from_ref(&second.0));
    assert_eq!(found(&store, &second.1).await, RefreshTokenState::Ended);
    assert!(is_revoked(&store, &second.0).await);
    for session in [&first.0, &all[2].0, &new, &stranger] {
        assert!(!is_revoked(&store, session).await);
    }
    for token in [next, all[2].1, its_token] {
        assert!(matches!(
            found(&store, &token).await,
            RefreshTokenState::Current(_)
        ));
    }
    // The new session never ends, and sessions that have ended do not count.
    let newest = Session {
        last_used_at: NOW - DAY,
        ..session_of(&subject)
    };
    let ended = begin(&store, &newest, at_most(1)).await;
    assert_eq!(ended.len(), 3);
    assert!(!is_revoked(&store, &newest).await);
    revoke(&store, RevocationTarget::Session(newest.key)).await;
    assert_eq!(begin(&store, &session_of(&subject), at_most(1)).await, []);
    revoke(&store, all_of(&subject)).await;
    let after = store.position().await.expect("a position");
    let outcome = store
        .begin(&session_of(&subject), &token(), after, at_most(1))
        .await;
    let expected = BeginOutcome::Begun { ended: Vec::new() };
    assert_eq!(outcome.expect("a result"), expected);
}

pub async fn of_far_too_many_sessions_a_few_end_with_each_login(store: impl TokenStore) {
    let subject = random();
    several(&store, &subject, 12).await;
    for (expected, left) in [(4, 9), (4, 6), (4, 3), (1, 3)] {
        let new = session_of(&subject);
        assert_eq!(begin(&store, &new, at_most(3)).await.len(), expected);
        let listed = store.sessions(&key_of(&subject), NOW).await;
        let listed = listed.expect("a list");
        assert_eq!(listed.len(), left);
        assert!(listed.contains(&new));
    }
}

pub async fn logins_at_the_same_time_leave_no_more_sessions_than_the_next_login_ends(
    store: impl TokenStore,
) {
    let store = Arc::new(store);
    let subject = random();
    several(&*store, &subject, 3).await;
    let logins: Vec<_> = (0..8)
        .map(|_| {
            let (store, session) = (Arc::clone(&store), session_of(&subject));
            tokio::spawn(async move { begin(&*store, &session, at_most(3)).await })
        })
        .collect();
    for login in logins {
        login.await.expect("a login");
    }
    let count = async || {
        let listed = store.sessions(&key_of(&subject), NOW).await;
        listed.expect("a list").len()
    };
    // Twice as many as may end at once.
    for _ in 0..3 {
        begin(&*store, &session_of(&subject), at_most(3)).await;
    }
    assert_eq!(count().await, 3);
}

pub async fn a_hundred_sessions_are_listed_at_most(store: impl TokenStore) {
    let subject = random();
    let all = several(&store, &subject, 105).await;
    let listed = store.sessions(&key_of(&subject), NOW).await;
    let listed = listed.expect("a list");
    assert_eq!(listed.len(), Session::LISTED);
    let expected: Vec<_> = all.iter().rev().take(Session::LISTED).collect();
    let is_as_expected = listed
        .iter()
        .zip(&expected)
        .all(|(listed, (expected, _))| listed == expected);
    assert!(is_as_expected);
}

pub async fn the_oldest_of_too_many_exchanged_tokens_is_forgotten(store: impl TokenStore) {
    const REMEMBERED: u32 = 3;
    let (session, first) = begun(&store, session()).await;
    let mut tokens = vec![first];
    for number in 0..5 {
        let (mut rotation, successor) = rotation(tokens[tokens.len() - 1], NOW + number);
        rotation.remembered = REMEMBERED;
        assert_eq!(
            store.rotate(&rotation).await.expect("an exchange"),
            RotationOutcome::Done
        );
        tokens.push(successor);
    }
    let late = NOW + 100;
    for forgotten in &tokens[..2] {
        assert_eq!(found(&store, forgotten).await, RefreshTokenState::Unknown);
        assert_eq!(
            replayed(&store, *forgotten, late).await,
            RotationOutcome::Unknown
        );
    }
    // It is not treated as stolen.
    assert!(!is_revoked(&store, &session).await);
    for known in &tokens[2..5] {
        let found = found(&store, known).await;
        assert!(
            matches!(found, RefreshTokenState::Exchanged { .. }),
            "{found:?}"
        );
    }
    exchanged(&store, tokens[5], late).await;
    assert_eq!(
        replayed(&store, tokens[3], late).await,
        RotationOutcome::Reused
    );
}

pub async fn a_session_is_refreshed_no_more_often_than_its_rate(store: impl TokenStore) {
    let (session, first) = begun(&store, session()).await;
    let refresh = async |token, now| {
        let (mut rotation, successor) = rotation(token, now);
        rotation.rate = Some(RefreshRate {
            exchanges: 2,
            seconds: 60,
        });
        let rotated = store.rotate(&rotation).await.expect("a result");
        (rotated, successor)
    };
    let (done, second) = refresh(first, NOW).await;
    assert_eq!(done, RotationOutcome::Done);
    let (done, third) = refresh(second, NOW + 1).await;
    assert_eq!(done, RotationOutcome::Done);
    let limited = |retry_after| RotationOutcome::Limited { retry_after };
    for (now, expected) in [(NOW + 1, limited(59)), (NOW + 59, limited(1))] {
        assert_eq!(refresh(third, now).await.0, expected);
        // Nothing was exchanged, and nothing is treated as stolen.
        let RefreshTokenState::Current(now) = found(&store, &third).await else {
            panic!("the token is used up");
        };
        assert_eq!(now.last_used_at, NOW + 1);
    }
    // Returning the same successor does not count, and a refresh without rotation counts like any other.
    let again = RotationOutcome::Again(third.as_bytes().to_vec());
    assert_eq!(refresh(second, NOW + 2).await.0, again);
    let (mut kept, _) = rotation(third, NOW + 2);
    kept.successor = None;
    kept.rate = Some(RefreshRate {
        exchanges: 2,
        seconds: 60,
    });
    assert_eq!(store.rotate(&kept).await.expect("a result"), limited(58));
    let (done, fourth) = refresh(third, NOW + 60).await;
    assert_eq!(done, RotationOutcome::Done);
    assert!(!is_revoked(&store, &session).await);
    exchanged(&store, fourth, NOW + 60).await;
    // The reuse of a token is detected, however often the session was refreshed.
    assert_eq!(
        replayed(&store, first, NOW + 90).await,
        RotationOutcome::Reused
    );
}

pub async fn ended_sessions_are_removed_by_the_next_purge(store: impl TokenStore) {
    let _alone = PURGING.lock().await;
    let (one, its_token) = begun(&store, session()).await;
    let its_next = exchanged(&store, its_token, PAST).await;
    let marked = several(&store, &random(), 3).await;
    let subject = marked[0].0.subject_key;
    let except = Some(marked[0].0.key);
    let spent = marked[1].1;
    let next = exchanged(&store, spent, PAST).await;
    let (until, late) = (PAST + 50, PAST + 60);
    for target in [
        RevocationTarget::Session(one.key),
        RevocationTarget::Subject { subject, except },
    ] {
        let revocation = Revocation {
            target,
            at: PAST,
            until,
        };
        store.revoke(&revocation).await.expect("a revocation");
    }
    purge(&store, PAST).await;
    for token in [its_token, its_next, spent, next, marked[2].1] {
        assert_eq!(found(&store, &token).await, RefreshTokenState::Unknown);
        assert_eq!(
            replayed(&store, token, late).await,
            RotationOutcome::Unknown
        );
    }
    assert!(is_revoked(&store, &one).await);
    assert!(is_revoked(&store, &marked[1].0).await);
    assert!(!is_revoked(&store, &marked[0].0).await);
    // No session is alive again when the mark is forgotten.
    purge(&store, until + GRACE).await;
    let left = store.revoked(&[one.key, subject]).await;
    assert_eq!(left.expect("a result"), []);
    for token in [its_next, spent, next, marked[2].1] {
        assert_eq!(found(&store, &token).await, RefreshTokenState::Unknown);
    }
    let listed = store.sessions(&subject, NOW).await;
    assert_eq!(listed.expect("a list"), slice::from_ref(&marked[0].0));
}

/// Many sessions of one subject end at once, and are removed by a purge.
#[cfg(test)]
pub(crate) async fn crowd(store: impl TokenStore, count: i64) {
    let subject = random();
    let all = several(&store, &subject, count).await;
    let start = std::time::Instant::now();
    revoke(&store, all_of(&subject)).await;
    let took = start.elapsed();
    for (_, token) in &all {
        assert_eq!(found(&store, token).await, RefreshTokenState::Ended);
    }
    let (_, later) = begun(&store, session_of(&subject)).await;
    purge(&store, NOW).await;
    for (_, token) in &all {
        assert_eq!(found(&store, token).await, RefreshTokenState::Unknown);
    }
    assert!(matches!(
        found(&store, &later).await,
        RefreshTokenState::Current(_)
    ));
    println!("shown: {count} sessions of one subject, all ended in {took:.1?}");
}
