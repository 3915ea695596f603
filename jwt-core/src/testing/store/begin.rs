//! A login that began before all sessions of its user were ended is refused, and all sessions that existed then are ended.

use std::sync::Arc;

use super::fixtures::{
    BEGUN, DAY, GRACE, NOW, PAST, PURGING, all_of, begun, found, is_revoked, key_of, owner, random,
    revoke, rotation, session, session_of, token,
};
use super::records::purge;
use crate::session::{
    BeginOutcome, Position, RefreshTokenState, Revocation, RevocationKey, RevocationTarget,
    RotationOutcome, Session, TokenStore,
};

async fn position(store: &impl TokenStore) -> Position {
    store.position().await.expect("a position")
}

async fn begin(store: &impl TokenStore, session: &Session, began: Position) -> BeginOutcome {
    let outcome = store.begin(session, &token(), began, None).await;
    outcome.expect("a result")
}

async fn has_ended_all(store: &impl TokenStore, subject: &str, after: Position) -> bool {
    let has_ended = store.has_ended_all(&key_of(subject), after).await;
    has_ended.expect("a result")
}

pub async fn a_login_that_began_before_all_sessions_ended_is_refused(store: impl TokenStore) {
    let (spared, spared_token) = begun(&store, session()).await;
    let subject = &spared.subject;
    for except in [Some(spared.key), None] {
        let before = position(&store).await;
        assert!(!has_ended_all(&store, subject, before).await);
        let target = RevocationTarget::Subject {
            subject: spared.subject_key,
            except,
        };
        revoke(&store, target).await;
        assert!(has_ended_all(&store, subject, before).await);
        let (late, its_token) = (session_of(subject), token());
        let outcome = store.begin(&late, &its_token, before, None).await;
        assert_eq!(outcome.expect("a result"), BeginOutcome::Refused);
        assert_eq!(found(&store, &its_token).await, RefreshTokenState::Unknown);
        let kept = store.session(&late.key, NOW).await.expect("a result");
        assert_eq!(kept, None, "it is kept all the same");
        // A session that begins afterwards is alive, even within the same second.
        let after = position(&store).await;
        assert!(!has_ended_all(&store, subject, after).await);
        let (_, its_token) = begun(&store, session_of(subject)).await;
        assert!(matches!(
            found(&store, &its_token).await,
            RefreshTokenState::Current(_)
        ));
        let is_spared = matches!(
            found(&store, &spared_token).await,
            RefreshTokenState::Current(_)
        );
        assert_eq!(is_spared, except.is_some());
    }
}

pub async fn a_login_is_refused_for_the_end_of_its_own_subject_alone(store: impl TokenStore) {
    let (one, _) = begun(&store, session()).await;
    let before = position(&store).await;
    revoke(&store, RevocationTarget::Session(one.key)).await;
    let key = RevocationKey::of_token(&owner(), None, &random());
    revoke(&store, RevocationTarget::Key(key)).await;
    revoke(&store, all_of(&random())).await;
    assert!(!has_ended_all(&store, &one.subject, before).await);
    let outcome = begin(&store, &session_of(&one.subject), before).await;
    assert_eq!(outcome, BEGUN);
}

pub async fn all_sessions_are_ended_again_in_the_same_second(store: impl TokenStore) {
    let subject = random();
    for _ in 0..3 {
        let before = position(&store).await;
        revoke(&store, all_of(&subject)).await;
        let outcome = begin(&store, &session_of(&subject), before).await;
        assert_eq!(outcome, BeginOutcome::Refused);
    }
}

pub async fn an_unknown_position_is_before_everything(store: impl TokenStore) {
    let Position(last) = position(&store).await;
    let strange = [
        Position::default(),
        Position(last + (1 << 60)),
        Position(u128::MAX),
    ];
    let subject = random();
    for began in strange {
        let outcome = begin(&store, &session_of(&subject), began).await;
        assert_eq!(outcome, BEGUN, "nothing was ended");
    }
    revoke(&store, all_of(&subject)).await;
    for began in strange {
        assert!(has_ended_all(&store, &subject, began).await);
        let outcome = begin(&store, &session_of(&subject), began).await;
        assert_eq!(outcome, BeginOutcome::Refused, "{began:?}");
    }
}

pub async fn logins_that_race_an_end_of_all_sessions_are_refused_or_ended(store: impl TokenStore) {
    const LOGINS: usize = 12;
    let store = Arc::new(store);
    for round in 0..8 {
        let subject = random();
        let before = position(&*store).await;
        let (mut logins, mut end) = (Vec::new(), None);
        for number in 0..LOGINS {
            let (node, session, token) = (Arc::clone(&store), session_of(&subject), token());
            logins.push(tokio::spawn(async move {
                let outcome = node.begin(&session, &token, before, None).await;
                outcome.expect("a result");
                token
            }));
            // While the logins are under way.
            if number == (round + 1) % LOGINS {
                let (node, target) = (Arc::clone(&store), all_of(&subject));
                end = Some(tokio::spawn(async move { revoke(&*node, target).await }));
            }
        }
        end.expect("one").await.expect("an end");
        for login in logins {
            let token = login.await.expect("a login");
            let lives = matches!(found(&*store, &token).await, RefreshTokenState::Current(_));
            assert!(!lives, "a login of round {round} outlives the end");
        }
        let listed = store
            .sessions(&key_of(&subject), NOW)
            .await
            .expect("a list");
        assert_eq!(listed, []);
    }
}

pub async fn an_expired_session_is_revoked_with_the_others(store: impl TokenStore) {
    let over = Session {
        expires_at: NOW - 1,
        remembered_for: DAY,
        ..session()
    };
    let idle = Session {
        idle_expires_at: Some(NOW),
        remembered_for: DAY,
        ..session_of(&over.subject)
    };
    let (over, _) = begun(&store, over).await;
    let (idle, _) = begun(&store, idle).await;
    let (alive, _) = begun(&store, session_of(&over.subject)).await;
    // An access token of an expired session may still be valid.
    revoke(&store, all_of(&over.subject)).await;
    for session in [&over, &idle, &alive] {
        assert!(is_revoked(&store, session).await);
    }
}

pub async fn a_session_is_remembered_for_as_long_as_it_says(store: impl TokenStore) {
    let _alone = PURGING.lock().await;
    let short = Session {
        expires_at: PAST + 50,
        remembered_for: 100,
        ..session()
    };
    let idle = Session {
        idle_expires_at: Some(PAST + 20),
        remembered_for: 100,
        ..session()
    };
    let (short, short_token) = begun(&store, short).await;
    let (idle, idle_token) = begun(&store, idle).await;
    let (mut rotation, _) = rotation(idle_token, PAST);
    rotation.idle_expires_at = Some(PAST + 50);
    let rotated = store.rotate(&rotation).await.expect("an exchange");
    assert_eq!(rotated, RotationOutcome::Done);
    purge(&store, PAST + 149).await;
    for token in [short_token, idle_token] {
        let found = store.find(&token, PAST + 50).await.expect("a result");
        assert_eq!(found, RefreshTokenState::Ended);
    }
    // It expired and was not revoked: its access tokens stay valid.
    let revocation = Revocation {
        target: RevocationTarget::Subject {
            subject: short.subject_key,
            except: Some(short.key),
        },
        at: PAST + 149,
        until: PAST + 149 + GRACE,
    };
    store.revoke(&revocation).await.expect("a revocation");
    assert!(!is_revoked(&store, &short).await);
    purge(&store, PAST + 150).await;
    for token in [short_token, idle_token] {
        assert_eq!(found(&store, &token).await, RefreshTokenState::Unknown);
    }
    assert!(!is_revoked(&store, &idle).await);
    // A session that the store no longer has counts as ended.
    assert!(is_revoked(&store, &short).await);
}
