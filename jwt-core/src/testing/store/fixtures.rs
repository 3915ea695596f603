//! Fixtures of the tests: sessions, tokens, and frequent calls.

use tokio::sync::Mutex;

use crate::session::{
    BeginOutcome, Position, RefreshTokenState, Revocation, RevocationKey, RevocationRecord,
    RevocationTarget, Rotation, RotationOutcome, Session, SessionOwner, Successor, TokenDigest,
    TokenStore,
};
use crate::token::random_id;

/// The time of all tests except those that purge.
pub(in crate::testing) const NOW: i64 = 1_800_000_000;

/// The time of tests that purge: what other tests store in the same database ends much later.
pub(in crate::testing) const PAST: i64 = NOW - 1000 * DAY;

/// Held by a test that purges, so that it does not remove what another test has just stored.
pub(super) static PURGING: Mutex<()> = Mutex::const_new(());

pub(in crate::testing) const GRACE: i64 = 10;
pub(in crate::testing) const DAY: i64 = 24 * 60 * 60;

pub(super) fn random() -> String {
    random_id().expect("random bytes")
}

/// The digest of a token that no other test uses.
pub(in crate::testing) fn token() -> TokenDigest {
    let mut bytes = [0; 32];
    for (byte, random) in bytes
        .iter_mut()
        .zip(random().bytes().chain(random().bytes()))
    {
        *byte = random;
    }
    TokenDigest::from_bytes(bytes)
}

/// The owner of all sessions.
pub(in crate::testing) fn owner() -> SessionOwner {
    SessionOwner::named("tests of a store")
}

pub(in crate::testing) fn key_of(subject: &str) -> RevocationKey {
    RevocationKey::of_subject(&owner(), None, subject)
}

/// A session of a subject that no other test uses.
pub(in crate::testing) fn session() -> Session {
    session_of(&random())
}

pub(in crate::testing) fn session_of(subject: &str) -> Session {
    let id = random();
    let key = RevocationKey::of_session(&owner(), None, &id);
    let subject = (key_of(subject), subject);
    let mut session = Session::new((key, id), subject, NOW..NOW + 30 * DAY);
    session.details = "{}".into();
    session
}

/// Begins a session; returns it and its token.
pub(super) async fn begun(store: &impl TokenStore, session: Session) -> (Session, TokenDigest) {
    let token = token();
    let position = store.position().await.expect("a position");
    let outcome = store.begin(&session, &token, position, None).await;
    assert_eq!(outcome.expect("a new session"), BEGUN);
    (session, token)
}

/// The result if the session was stored and none was ended for it.
pub(super) const BEGUN: BeginOutcome = BeginOutcome::Begun { ended: Vec::new() };

pub(in crate::testing) fn rotation(presented: TokenDigest, now: i64) -> (Rotation, TokenDigest) {
    let successor = token();
    let next = Successor::new(successor, successor.as_bytes().to_vec());
    let mut rotation = Rotation::new(presented, Some(next), now..now + DAY, "{}");
    rotation.grace = GRACE;
    (rotation, successor)
}

/// Exchanges a token, which must succeed.
pub(super) async fn exchanged(
    store: &impl TokenStore,
    presented: TokenDigest,
    now: i64,
) -> TokenDigest {
    let (rotation, successor) = rotation(presented, now);
    let rotated = store.rotate(&rotation).await.expect("an exchange");
    assert_eq!(rotated, RotationOutcome::Done);
    successor
}

/// The result of another exchange of a token.
pub(super) async fn replayed(
    store: &impl TokenStore,
    presented: TokenDigest,
    now: i64,
) -> RotationOutcome {
    let (rotation, _) = rotation(presented, now);
    store.rotate(&rotation).await.expect("a result")
}

pub(super) async fn found(store: &impl TokenStore, token: &TokenDigest) -> RefreshTokenState {
    store.find(token, NOW).await.expect("a result")
}

/// Whether the session of a token was ended. A session that a mark has ended may have been removed, since another test
/// purges.
pub(super) async fn has_ended(store: &impl TokenStore, token: &TokenDigest) -> bool {
    matches!(
        found(store, token).await,
        RefreshTokenState::Ended | RefreshTokenState::Unknown
    )
}

pub(super) fn all_of(subject: &str) -> RevocationTarget {
    RevocationTarget::Subject {
        subject: key_of(subject),
        except: None,
    }
}

pub(super) async fn revoke(store: &impl TokenStore, target: RevocationTarget) -> bool {
    let revocation = Revocation::new(target, NOW..NOW + DAY);
    store.revoke(&revocation).await.expect("a revocation")
}

/// Whether an access token of a session is refused.
pub(super) async fn is_revoked(store: &impl TokenStore, session: &Session) -> bool {
    let Session {
        key, subject_key, ..
    } = session;
    let revoked = store.revoked(&[*key, *subject_key]).await;
    let revoked = revoked.expect("a result");
    if revoked.iter().any(|revoked| revoked.key == *key) {
        return true;
    }
    let has_mark = !revoked.is_empty();
    let has_ended = store.has_ended_with_all(key, subject_key).await;
    let has_ended = has_ended.expect("a result");
    assert!(has_mark || !has_ended, "no process reads it");
    has_ended
}

/// All revocations after a position, and the last position.
pub(in crate::testing) async fn read_on(
    store: &impl TokenStore,
    mut position: Position,
) -> (Vec<RevocationRecord>, Position) {
    let mut all = Vec::new();
    loop {
        let page = store.revocations(position).await.expect("revocations");
        all.extend(page.revoked);
        position = page.position;
        if !page.has_more {
            return (all, position);
        }
    }
}
