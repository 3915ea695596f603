//! What was revoked stays so, and everybody can read it.

use std::sync::Arc;

use super::given::{
    DAY, NOW, begun, exchanged, found, is_revoked, key_of, owner, random, read_on, replayed,
    revoke, session, session_of,
};
use crate::session::{
    Found, Position, Revocation, RevocationKey, Revoked, Rotated, Session, Target, TokenStore,
};

pub async fn a_revoked_session_exchanges_nothing(store: impl TokenStore) {
    let (session, first) = begun(&store, session()).await;
    let second = exchanged(&store, first, NOW).await;
    assert_eq!(revoke(&store, Target::Session(session.key)).await, 1);
    for token in [first, second] {
        assert_eq!(replayed(&store, token, NOW + 1).await, Rotated::Ended);
        assert_eq!(found(&store, &token).await, Found::Ended);
    }
}

pub async fn a_revocation_is_remembered_and_read(store: impl TokenStore) {
    let (session, _) = begun(&store, session()).await;
    let (_, before) = read_on(&store, Position::default()).await;
    let token = RevocationKey::of_token(&owner(), Some("https://other.example"), &random());
    revoke(&store, Target::Key(token)).await;
    revoke(&store, Target::Session(session.key)).await;
    let keys = [token, session.key];
    let (read, _) = read_on(&store, before).await;
    for key in keys {
        let expected = Revoked {
            key,
            at: NOW,
            until: NOW + DAY,
        };
        assert!(read.contains(&expected));
        assert_eq!(store.revoked(&[key]).await.expect("an answer"), [expected]);
    }
    let unknown = RevocationKey::of_token(&owner(), None, &random());
    let among = store.revoked(&[unknown, keys[0]]).await.expect("an answer");
    assert_eq!(among.len(), 1);
    assert_eq!(store.revoked(&[]).await.expect("an answer"), []);
}

pub async fn to_revoke_twice_is_to_revoke(store: impl TokenStore) {
    let (session, _) = begun(&store, session()).await;
    let target = || Target::Session(session.key);
    assert_eq!(revoke(&store, target()).await, 1);
    let (_, before) = read_on(&store, Position::default()).await;
    let later = Revocation {
        target: target(),
        at: NOW + 5,
        until: NOW + 2 * DAY,
    };
    assert_eq!(store.revoke(&later).await.expect("a revocation"), 0);
    let earlier = Revocation {
        target: target(),
        at: NOW - 5,
        until: NOW + 1,
    };
    assert_eq!(store.revoke(&earlier).await.expect("a revocation"), 0);
    let key = session.key;
    let revoked = store.revoked(&[key]).await.expect("an answer");
    assert_eq!(revoked.len(), 1);
    assert_eq!(revoked[0].until, NOW + 2 * DAY, "it is forgotten too early");
    // Who has read of it before forgets it no earlier.
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
    let all_but = |except| Target::Subject {
        subject: key_of(&subject),
        except,
    };
    let (_, before) = read_on(&store, Position::default()).await;
    assert_eq!(revoke(&store, all_but(Some(mine.key))).await, 1);
    assert_eq!(found(&store, &my_token).await, Found::Current(mine.clone()));
    assert_eq!(found(&store, &other_token).await, Found::Ended);
    assert!(matches!(
        found(&store, &strange_token).await,
        Found::Current(_)
    ));
    assert!(is_revoked(&store, &other).await);
    assert!(!is_revoked(&store, &mine).await);
    let mark = key_of(&subject);
    let marked = store.revoked(&[mark]).await.expect("an answer");
    assert_eq!(marked.iter().map(|mark| mark.at).collect::<Vec<_>>(), [NOW]);
    // Others, who ask for none of them, read of both.
    let (read, before) = read_on(&store, before).await;
    let of = |session: &Session| session.key;
    for key in [of(&other), mark] {
        let expected = Revoked {
            key,
            at: NOW,
            until: NOW + DAY,
        };
        assert!(read.contains(&expected));
    }
    assert!(!read.iter().any(|revoked| revoked.key == of(&mine)));
    // A login in the same second is none of those that were there.
    let (_, later_token) = begun(&store, of_subject()).await;
    assert!(matches!(
        found(&store, &later_token).await,
        Found::Current(_)
    ));
    assert_eq!(revoke(&store, all_but(None)).await, 2);
    assert_eq!(found(&store, &my_token).await, Found::Ended);
    let (read, _) = read_on(&store, before).await;
    assert!(read.iter().any(|revoked| revoked.key == of(&mine)));
}

pub async fn revocations_are_read_on_from_a_position(store: impl TokenStore) {
    let (_, mut position) = read_on(&store, Position::default()).await;
    for _ in 0..3 {
        let key = RevocationKey::of_session(&owner(), None, &random());
        revoke(&store, Target::Key(key)).await;
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
                    revoke(&*store, Target::Key(*key)).await;
                }
                keys
            })
        })
        .collect();
    // Somebody reads while they write, and never goes back.
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
