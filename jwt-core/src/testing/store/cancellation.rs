//! A call whose future is dropped has done everything or nothing.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};

use super::fixtures::{DAY, NOW, found, is_revoked, replayed, rotation, session, token};
use super::single_use::single_use_key;
use crate::session::{
    Position, RefreshTokenState, Revocation, RevocationTarget, RotationOutcome, TokenStore,
};

pub async fn a_dropped_call_has_done_everything_or_nothing(store: impl TokenStore) {
    let began = Position::default();
    for polls in 0..24 {
        let (session, token) = (session(), token());
        abandoned(store.begin(&session, &token, began, None), polls).await;
        if found(&store, &token).await == RefreshTokenState::Unknown {
            // The call may still take effect after its future was dropped, but only as a whole.
            let listed = store
                .sessions(&session.subject_key, NOW)
                .await
                .expect("a list");
            if !listed.is_empty() || store.begin(&session, &token, began, None).await.is_err() {
                let found = found(&store, &token).await;
                assert!(
                    matches!(found, RefreshTokenState::Current(_)),
                    "half a session was kept"
                );
            }
        }
        let (rotation, successor) = rotation(token, NOW);
        abandoned(store.rotate(&rotation), polls).await;
        match replayed(&store, token, NOW + 1).await {
            RotationOutcome::Done => {}
            RotationOutcome::Again(sealed) => assert_eq!(sealed, successor.as_bytes()),
            other => panic!("{other:?}"),
        }
        let revocation = Revocation {
            target: RevocationTarget::Session(session.key),
            at: NOW,
            until: NOW + DAY,
        };
        abandoned(store.revoke(&revocation), polls).await;
        let halves = async || {
            let has_ended = found(&store, &token).await == RefreshTokenState::Ended;
            has_ended != is_revoked(&store, &session).await
        };
        // The call may take effect between the two reads, but not between both pairs.
        assert!(
            !(halves().await && halves().await),
            "half a revocation was kept"
        );
        let key = single_use_key();
        abandoned(store.use_once(&key, NOW + DAY, NOW), polls).await;
        // Either call is the use.
        let _ = store
            .use_once(&key, NOW + DAY, NOW)
            .await
            .expect("a result");
        let again = store.use_once(&key, NOW + DAY, NOW).await;
        assert!(!again.expect("a result"), "a use was not kept");
    }
}

/// Polls a future a number of times, and drops it.
async fn abandoned<F: Future>(future: F, polls: usize) {
    let mut future = pin!(future);
    for _ in 0..polls {
        let mut context = Context::from_waker(Waker::noop());
        if future.as_mut().poll(&mut context).is_ready() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
}
