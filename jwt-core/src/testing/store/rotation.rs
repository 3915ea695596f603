//! Each token is exchanged once.

use std::sync::Arc;

use super::fixtures::{
    DAY, GRACE, NOW, begun, exchanged, found, is_revoked, read_on, replayed, rotation, session,
};
use crate::session::{Position, RefreshTokenState, RotationOutcome, Session, TokenStore};

pub async fn an_exchange_stores_the_details_of_the_session(store: impl TokenStore) {
    let (session, token) = begun(&store, session()).await;
    let details = async || {
        let kept = store.session(&session.key, NOW).await.expect("a result");
        kept.expect("the session").details
    };
    let (mut first, successor) = rotation(token, NOW);
    first.details = r#"{"count":1,"of":"näme"}"#.into();
    assert_eq!(
        store.rotate(&first).await.expect("done"),
        RotationOutcome::Done
    );
    assert_eq!(details().await, first.details);
    // Only an exchange does, and no other call.
    let (mut again, _) = rotation(token, NOW);
    again.details = "again".into();
    let answer = store.rotate(&again).await.expect("a result");
    assert!(matches!(answer, RotationOutcome::Again(_)), "{answer:?}");
    assert_eq!(details().await, first.details);
    let (mut used, _) = rotation(successor, NOW);
    (used.successor, used.details) = (None, "used".into());
    assert_eq!(
        store.rotate(&used).await.expect("done"),
        RotationOutcome::Done
    );
    assert_eq!(details().await, "used");
}

pub async fn a_token_is_exchanged_once(store: impl TokenStore) {
    let (session, first) = begun(&store, session()).await;
    let second = exchanged(&store, first, NOW + 60).await;
    let third = exchanged(&store, second, NOW + 120).await;
    let RefreshTokenState::Current(now) = found(&store, &third).await else {
        panic!("the session has ended");
    };
    let expected = Session {
        last_used_at: NOW + 120,
        ..session
    };
    assert_eq!(now, expected);
}

pub async fn a_token_is_known_to_be_exchanged(store: impl TokenStore) {
    let (session, first) = begun(&store, session()).await;
    assert_eq!(
        found(&store, &first).await,
        RefreshTokenState::Current(session.clone())
    );
    let second = exchanged(&store, first, NOW + 3).await;
    let of_session = |at, is_superseded, last_used_at| RefreshTokenState::Exchanged {
        session: Session {
            last_used_at,
            ..session.clone()
        },
        at,
        is_superseded,
    };
    let expected = of_session(NOW + 3, false, NOW + 3);
    assert_eq!(found(&store, &first).await, expected);
    let third = exchanged(&store, second, NOW + 5).await;
    let expected = of_session(NOW + 3, true, NOW + 5);
    assert_eq!(found(&store, &first).await, expected);
    let expected = of_session(NOW + 5, false, NOW + 5);
    assert_eq!(found(&store, &second).await, expected);
    assert!(matches!(
        found(&store, &third).await,
        RefreshTokenState::Current(_)
    ));
    // `find` changed nothing.
    exchanged(&store, third, NOW + 6).await;
}

pub async fn of_many_exchanges_of_one_token_one_succeeds(store: impl TokenStore) {
    race(store, 16, 16).await;
}

/// A number of tasks exchange one token, repeatedly.
pub(crate) async fn race(store: impl TokenStore, tasks: usize, rounds: i64) {
    let store = Arc::new(store);
    let (_, mut token) = begun(&*store, session()).await;
    for round in 0..rounds {
        let tasks: Vec<_> = (0..tasks)
            .map(|_| {
                let store = Arc::clone(&store);
                let (rotation, successor) = rotation(token, NOW + round);
                tokio::spawn(async move {
                    let rotated = store.rotate(&rotation).await.expect("a result");
                    (rotated, successor)
                })
            })
            .collect();
        let (mut won, mut given) = (Vec::new(), Vec::new());
        for task in tasks {
            match task.await.expect("an exchange") {
                (RotationOutcome::Done, successor) => won.push(successor),
                (RotationOutcome::Again(sealed), _) => given.push(sealed),
                (other, _) => panic!("{other:?}"),
            }
        }
        assert_eq!(won.len(), 1, "round {round}");
        token = won[0];
        assert!(given.iter().all(|sealed| sealed == token.as_bytes()));
    }
}

pub async fn within_the_grace_the_same_successor_is_returned_again(store: impl TokenStore) {
    let (_, first) = begun(&store, session()).await;
    let second = exchanged(&store, first, NOW).await;
    for now in [NOW, NOW + GRACE - 1] {
        let again = RotationOutcome::Again(second.as_bytes().to_vec());
        assert_eq!(replayed(&store, first, now).await, again);
    }
    // That did not exchange the token.
    exchanged(&store, second, NOW + GRACE).await;
}

pub async fn a_successor_that_was_exchanged_is_not_returned_again(store: impl TokenStore) {
    let (session, first) = begun(&store, session()).await;
    let second = exchanged(&store, first, NOW).await;
    let third = exchanged(&store, second, NOW + 1).await;
    assert_eq!(
        replayed(&store, first, NOW + 2).await,
        RotationOutcome::Superseded
    );
    assert!(!is_revoked(&store, &session).await);
    exchanged(&store, third, NOW + 3).await;
}

pub async fn a_token_that_is_reused_after_the_grace_ends_its_session(store: impl TokenStore) {
    let (session, first) = begun(&store, session()).await;
    let second = exchanged(&store, first, NOW).await;
    assert_eq!(
        replayed(&store, first, NOW + GRACE).await,
        RotationOutcome::Reused
    );
    assert!(is_revoked(&store, &session).await, "access tokens go on");
    for token in [first, second] {
        assert_eq!(found(&store, &token).await, RefreshTokenState::Ended);
        assert_eq!(
            replayed(&store, token, NOW + GRACE).await,
            RotationOutcome::Ended
        );
    }
    let listed = store
        .sessions(&session.subject_key, NOW)
        .await
        .expect("a list");
    assert_eq!(listed, []);
    let (all, _) = read_on(&store, Position::default()).await;
    let key = session.key;
    let revoked = all.iter().find(|revoked| revoked.key == key);
    let revoked = revoked.expect("other processes do not learn of it");
    assert_eq!(
        (revoked.at, revoked.until),
        (NOW + GRACE, NOW + GRACE + DAY)
    );
}

pub async fn without_grace_the_second_use_ends_the_session(store: impl TokenStore) {
    let (_, first) = begun(&store, session()).await;
    let second = exchanged(&store, first, NOW).await;
    let (mut again, _) = rotation(first, NOW);
    again.grace = 0;
    let rotated = store.rotate(&again).await.expect("a result");
    assert_eq!(rotated, RotationOutcome::Reused);
    assert_eq!(found(&store, &second).await, RefreshTokenState::Ended);
}

pub async fn of_many_replays_of_a_token_each_is_refused(store: impl TokenStore) {
    let store = Arc::new(store);
    let (_, first) = begun(&*store, session()).await;
    exchanged(&*store, first, NOW).await;
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { replayed(&*store, first, NOW + GRACE).await })
        })
        .collect();
    let mut reused = 0;
    for task in tasks {
        match task.await.expect("a result") {
            RotationOutcome::Reused => reused += 1,
            RotationOutcome::Ended => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(reused, 1, "one of them revoked the session");
}

pub async fn a_session_without_rotation_keeps_its_token(store: impl TokenStore) {
    let (_, token) = begun(&store, session()).await;
    for now in [NOW + 1, NOW + 100] {
        let (mut use_of_it, _) = rotation(token, now);
        use_of_it.successor = None;
        let rotated = store.rotate(&use_of_it).await.expect("a result");
        assert_eq!(rotated, RotationOutcome::Done);
        let RefreshTokenState::Current(session) = found(&store, &token).await else {
            panic!("the session has ended");
        };
        assert_eq!(session.last_used_at, now);
    }
}
