//! What was revoked stays revoked, and all processes can read it.

use std::sync::Arc;

use super::fixtures::{
    DAY, NOW, begun, exchanged, found, has_ended, is_revoked, key_of, owner, random, read_on,
    replayed, revoke, session, session_of,
};
use crate::session::{
    Position, RefreshTokenState, Revocation, RevocationKey, RevocationRecord, RevocationTarget,
    RotationOutcome, Session, TokenStore,
};

pub async fn a_revoked_session_exchanges_nothing(store: impl TokenStore) {
    let (session, first) = begun(&store, session()).await;
    let second = exchanged(&store, first, NOW).await;
    assert!(revoke(&store, RevocationTarget::Session(session.key)).await);
    for token in [first, second] {
        assert_eq!(
            replayed(&store, token, NOW + 1).await,
            RotationOutcome::Ended
        );
        assert_eq!(found(&store, &token).await, RefreshTokenState::Ended);
    }
}

pub async fn a_revocation_is_remembered_and_read(store: impl TokenStore) {
    let (session, _) = begun(&store, session()).await;
    let (_, before) = read_on(&store, Position::default()).await;
    let token = RevocationKey::of_token(&owner(), Some("https://other.example"), &random());
    revoke(&store, RevocationTarget::Key(token)).await;
    revoke(&store, RevocationTarget::Session(session.key)).await;
    let keys = [token, session.key];
    let (read, _) = read_on(&store, before).await;
    for key in keys {
        let expected = RevocationRecord {
            key,
            at: NOW,
            until: NOW + DAY,
        };
        assert!(read.contains(&expected));
        assert_eq!(store.revoked(&[key]).await.expect("a result"), [expected]);
    }
    let unknown = RevocationKey::of_token(&owner(), None, &random());
    let among = store.revoked(&[unknown, keys[0]]).await.expect("a result");
    assert_eq!(among.len(), 1);
    assert_eq!(store.revoked(&[]).await.expect("a result"), []);
}

pub async fn revoking_twice_is_revoking(store: impl TokenStore) {
    let (session, _) = begun(&store, session()).await;
    let target = || RevocationTarget::Session(session.key);
    assert!(revoke(&store, target()).await);
    let (_, before) = read_on(&store, Position::default()).await;
    let later = Revocation {
        target: target(),
        at: NOW + 5,
        until: NOW + 2 * DAY,
    };
    assert!(!store.revoke(&later).await.expect("a revocation"));
    let earlier = Revocation {
        target: target(),
        at: NOW - 5,
        until: NOW + 1,
    };
    assert!(!store.revoke(&earlier).await.expect("a revocation"));
    let key = session.key;
    let revoked = store.revoked(&[key]).await.expect("a result");
    assert_eq!(revoked.len(), 1);
    assert_eq!(revoked[0].until, NOW + 2 * DAY, "it is forgotten too early");
    // A process that read it before remembers it at least as long.
    let (read, _) = read_on(&store, before).await;
    let mut read = read.iter().filter(|revoked| revoked.key == key);
    assert!(read.any(|revoked| revoked.until == NOW + 2 * DAY));
}

pub async fn all_sessions_of_a_subject_end_but_one(store: impl TokenStore) {
    let mine = session();
    let subject = mine.subject.clone();
    let of_subject = || session_of(&subject);
    let (mine, my_token) = begun(&store, mine).await;
    let (other, other_token) = begun(&store, of_subject()).await;
    let (_, strange_token) = begun(&store, session()).await;
    let all_but = |except| RevocationTarget::Subject {
        subject: key_of(&subject),
        except,
    };
    let (_, before) = read_on(&store, Position::default()).await;
    revoke(&store, all_but(Some(mine.key))).await;
    assert_eq!(
        found(&store, &my_token).await,
        RefreshTokenState::Current(mine.clone())
    );
    assert!(has_ended(&store, &other_token).await);
    let replayed = replayed(&store, other_token, NOW + 1).await;
    assert!(matches!(
        replayed,
        RotationOutcome::Ended | RotationOutcome::Unknown
    ));
    assert!(matches!(
        found(&store, &strange_token).await,
        RefreshTokenState::Current(_)
    ));
    assert!(is_revoked(&store, &other).await);
    assert!(!is_revoked(&store, &mine).await);
    let listed = store.sessions(&key_of(&subject), NOW).await;
    assert_eq!(listed.expect("a list"), std::slice::from_ref(&mine));
    // It had ended with the others before this revocation.
    assert!(!revoke(&store, RevocationTarget::Session(other.key)).await);
    // The mark is among the revocations.
    let mark = key_of(&subject);
    let expected = RevocationRecord {
        key: mark,
        at: NOW,
        until: NOW + DAY,
    };
    assert_eq!(store.revoked(&[mark]).await.expect("a result"), [expected]);
    let (read, before) = read_on(&store, before).await;
    assert!(read.contains(&expected));
    assert!(!read.iter().any(|revoked| revoked.key == mine.key));
    // A login within the same second is not affected.
    let (later, later_token) = begun(&store, of_subject()).await;
    assert!(matches!(
        found(&store, &later_token).await,
        RefreshTokenState::Current(_)
    ));
    assert!(!is_revoked(&store, &later).await);
    revoke(&store, all_but(None)).await;
    for (session, token) in [(&mine, my_token), (&later, later_token)] {
        assert!(has_ended(&store, &token).await);
        assert!(is_revoked(&store, session).await);
    }
    let (read, _) = read_on(&store, before).await;
    assert!(read.contains(&expected), "the second in the same second");
}

pub async fn a_session_that_has_ended_is_not_spared(store: impl TokenStore) {
    let (one, token) = begun(&store, session()).await;
    let (other, other_token) = begun(&store, session_of(&one.subject)).await;
    let (strange, strange_token) = begun(&store, session()).await;
    let all_but = |session: &Session| RevocationTarget::Subject {
        subject: one.subject_key,
        except: Some(session.key),
    };
    // Each ends all others: the first one survives.
    revoke(&store, all_but(&one)).await;
    revoke(&store, all_but(&other)).await;
    for (session, token) in [(&one, token), (&other, other_token)] {
        assert!(has_ended(&store, &token).await);
        assert!(is_revoked(&store, session).await);
    }
    let (alone, token) = begun(&store, session_of(&one.subject)).await;
    revoke(&store, RevocationTarget::Session(alone.key)).await;
    revoke(&store, all_but(&alone)).await;
    assert!(has_ended(&store, &token).await);
    assert!(is_revoked(&store, &alone).await);
    // A session of another subject is not changed.
    let (subject, other) = (strange.subject_key, Some(one.key));
    let strange_mark = RevocationTarget::Subject {
        subject,
        except: other,
    };
    revoke(&store, all_but(&strange)).await;
    assert!(matches!(
        found(&store, &strange_token).await,
        RefreshTokenState::Current(_)
    ));
    revoke(&store, strange_mark).await;
    assert!(has_ended(&store, &strange_token).await);
}

pub async fn of_many_ends_of_all_other_sessions_one_session_survives(store: impl TokenStore) {
    let store = Arc::new(store);
    for _ in 0..4 {
        let subject = random();
        let mut all = Vec::new();
        for _ in 0..8 {
            all.push(begun(&*store, session_of(&subject)).await);
        }
        let ends: Vec<_> = all
            .iter()
            .map(|(session, _)| {
                let (store, except) = (Arc::clone(&store), Some(session.key));
                let subject = session.subject_key;
                let target = RevocationTarget::Subject { subject, except };
                tokio::spawn(async move { revoke(&*store, target).await })
            })
            .collect();
        for end in ends {
            end.await.expect("an end");
        }
        let listed = store.sessions(&key_of(&subject), NOW).await;
        // The time of the first, unless another was later.
        let listed = listed.expect("a list").len();
        assert!(listed <= 1, "{listed} ended all others");
    }
}

pub async fn revocations_are_read_on_from_a_position(store: impl TokenStore) {
    let (_, mut position) = read_on(&store, Position::default()).await;
    for _ in 0..3 {
        let key = RevocationKey::of_session(&owner(), None, &random());
        revoke(&store, RevocationTarget::Key(key)).await;
        let (read, next) = read_on(&store, position).await;
        assert!(read.iter().any(|revoked| revoked.key == key));
        position = next;
    }
}

pub async fn revocations_stored_at_once_are_all_read(store: impl TokenStore) {
    const EACH: usize = 25;
    let store = Arc::new(store);
    let (_, start) = read_on(&*store, Position::default()).await;
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                let keys: Vec<_> = (0..EACH)
                    .map(|_| RevocationKey::of_token(&owner(), None, &random()))
                    .collect();
                for key in &keys {
                    revoke(&*store, RevocationTarget::Key(*key)).await;
                }
                keys
            })
        })
        .collect();
    // A reader reads on while they write, and never goes back.
    let mut read = Vec::new();
    let mut position = start;
    while tasks.iter().any(|task| !task.is_finished()) {
        let (page, next) = read_on(&*store, position).await;
        read.extend(page.into_iter().map(|revoked| revoked.key));
        position = next;
        tokio::task::yield_now().await;
    }
    let (page, _) = read_on(&*store, position).await;
    read.extend(page.into_iter().map(|revoked| revoked.key));
    for task in tasks {
        for key in task.await.expect("revocations") {
            assert!(read.contains(&key), "a revocation was never read");
        }
    }
}
