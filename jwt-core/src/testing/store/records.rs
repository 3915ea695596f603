//! Sessions are stored unchanged, for as long as they last.

use super::fixtures::{
    DAY, GRACE, NOW, PAST, PURGING, begun, exchanged, found, is_revoked, key_of, owner, random,
    replayed, revoke, rotation, session, session_of, token,
};
use crate::session::{
    RefreshTokenState, Revocation, RevocationKey, RevocationTarget, RotationOutcome, Session,
    TokenStore,
};

pub async fn a_session_is_found_by_its_token(store: impl TokenStore) {
    let (session, token) = begun(&store, session()).await;
    assert_eq!(
        found(&store, &token).await,
        RefreshTokenState::Current(session)
    );
}

pub async fn a_session_is_stored_unchanged(store: impl TokenStore) {
    let session = Session {
        created_at: NOW - 5,
        last_used_at: NOW - 3,
        idle_expires_at: Some(NOW + DAY),
        client: Some("Firefox on Linux; it's \\ 'quoted' ünïcode\t🦀".into()),
        details: r#"{"auth_time":1800000000,"scope":"user:read ä"}"#.into(),
        ..session_of(&format!("näme with \"quotes\" 🦀 {}", random()))
    };
    let (session, token) = begun(&store, session).await;
    assert_eq!(
        found(&store, &token).await,
        RefreshTokenState::Current(session.clone())
    );
    let listed = store
        .sessions(&session.subject_key, NOW)
        .await
        .expect("a list");
    assert_eq!(listed, [session]);
}

pub async fn a_session_is_found_by_its_key_while_it_is_alive(store: impl TokenStore) {
    let idle = Session {
        idle_expires_at: Some(NOW + DAY),
        client: Some("a".into()),
        ..session()
    };
    let (one, _) = begun(&store, idle).await;
    let (other, _) = begun(&store, session()).await;
    let of = async |key: &RevocationKey, now| store.session(key, now).await.expect("a result");
    assert_eq!(of(&one.key, NOW + DAY - 1).await, Some(one.clone()));
    assert_eq!(of(&one.key, NOW + DAY).await, None);
    assert_eq!(
        of(&other.key, NOW + 30 * DAY - 1).await,
        Some(other.clone())
    );
    assert_eq!(of(&other.key, NOW + 30 * DAY).await, None);
    assert_eq!(of(&session().key, NOW).await, None);
    revoke(&store, RevocationTarget::Session(other.key)).await;
    assert_eq!(of(&other.key, NOW).await, None);
    assert_eq!(of(&one.key, NOW).await, Some(one));
}

pub async fn a_token_that_was_not_stored_is_unknown(store: impl TokenStore) {
    assert_eq!(found(&store, &token()).await, RefreshTokenState::Unknown);
    assert_eq!(
        replayed(&store, token(), NOW).await,
        RotationOutcome::Unknown
    );
}

pub async fn a_session_that_exists_is_not_stored_again(store: impl TokenStore) {
    let (first, token_of_first) = begun(&store, session()).await;
    let position = store.position().await.expect("a position");
    let again = store.begin(&first, &token(), position, None).await;
    assert!(again.is_err(), "the same session");
    let second = session();
    let other = store.begin(&second, &token_of_first, position, None).await;
    assert!(other.is_err(), "the same token");
    assert_eq!(
        found(&store, &token_of_first).await,
        RefreshTokenState::Current(first)
    );
    let listed = store
        .sessions(&second.subject_key, NOW)
        .await
        .expect("a list");
    assert_eq!(listed, [], "half a session was kept");
}

pub async fn sessions_are_listed_by_their_last_use(store: impl TokenStore) {
    let subject = random();
    let of_subject = |last_used_at| Session {
        last_used_at,
        ..session_of(&subject)
    };
    let (first, token) = begun(&store, of_subject(NOW - 3)).await;
    let (second, _) = begun(&store, of_subject(NOW - 2)).await;
    let (third, _) = begun(&store, of_subject(NOW - 1)).await;
    let ids = async || {
        let listed = store
            .sessions(&key_of(&subject), NOW)
            .await
            .expect("a list");
        listed
            .into_iter()
            .map(|session| session.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(ids().await, [&*third.id, &second.id, &first.id]);
    exchanged(&store, token, NOW).await;
    assert_eq!(ids().await, [first.id, third.id, second.id]);
}

pub async fn a_session_expires(store: impl TokenStore) {
    let (session, token) = begun(&store, session()).await;
    let end = session.expires_at;
    let before = store.find(&token, end - 1).await.expect("a result");
    assert_eq!(before, RefreshTokenState::Current(session.clone()));
    let after = store.find(&token, end).await.expect("a result");
    assert_eq!(after, RefreshTokenState::Ended);
    assert_eq!(replayed(&store, token, end).await, RotationOutcome::Ended);
    let listed = store
        .sessions(&session.subject_key, end)
        .await
        .expect("a list");
    assert_eq!(listed, []);
}

pub async fn the_idle_expiry_moves_with_each_exchange(store: impl TokenStore) {
    let idle = Session {
        idle_expires_at: Some(NOW + 100),
        ..session()
    };
    let (_, first) = begun(&store, idle).await;
    let (mut rotation, second) = rotation(first, NOW + 99);
    rotation.idle_expires_at = Some(NOW + 199);
    let rotated = store.rotate(&rotation).await.expect("an exchange");
    assert_eq!(rotated, RotationOutcome::Done);
    let at = async |now| store.find(&second, now).await.expect("a result");
    assert!(matches!(at(NOW + 198).await, RefreshTokenState::Current(_)));
    assert_eq!(at(NOW + 199).await, RefreshTokenState::Ended);
    assert_eq!(
        replayed(&store, second, NOW + 199).await,
        RotationOutcome::Ended
    );
}

/// Purges until nothing is left to remove.
pub(super) async fn purge(store: &impl TokenStore, now: i64) {
    while store.purge(now, GRACE).await.expect("a purge") {}
}

pub async fn a_purge_removes_what_has_ended_and_nothing_else(store: impl TokenStore) {
    let _alone = PURGING.lock().await;
    let short = Session {
        expires_at: PAST + 50,
        ..session()
    };
    let idle = Session {
        idle_expires_at: Some(PAST + 50),
        ..session()
    };
    let (short, short_token) = begun(&store, short).await;
    let (_, idle_token) = begun(&store, idle).await;
    let (long, long_token) = begun(&store, session()).await;
    let long_next = exchanged(&store, long_token, PAST + 45).await;
    let brief = RevocationKey::of_token(&owner(), None, &random());
    for (key, until) in [(brief, PAST + 50), (long.key, PAST + 51)] {
        let revocation = Revocation {
            target: RevocationTarget::Key(key),
            at: PAST,
            until,
        };
        store.revoke(&revocation).await.expect("a revocation");
    }
    purge(&store, PAST + 50).await;
    assert_eq!(
        found(&store, &short_token).await,
        RefreshTokenState::Unknown
    );
    assert_eq!(found(&store, &idle_token).await, RefreshTokenState::Unknown);
    let listed = store
        .sessions(&short.subject_key, PAST)
        .await
        .expect("a list");
    assert_eq!(listed, []);
    assert_eq!(store.revoked(&[brief]).await.expect("a result"), []);
    assert!(is_revoked(&store, &long).await);
    // Within the grace, its sealed successor is still stored.
    let again = RotationOutcome::Again(long_next.as_bytes().to_vec());
    assert_eq!(replayed(&store, long_token, PAST + 54).await, again);
    purge(&store, PAST + 55).await;
    assert_eq!(
        replayed(&store, long_token, PAST + 54).await,
        RotationOutcome::Superseded
    );
    // An exchanged token is known for as long as its session is alive.
    assert_eq!(
        replayed(&store, long_token, PAST + 56).await,
        RotationOutcome::Reused
    );
}
