//! Sessions and exchanges of the tests.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use jwt_core::session::{
    Position, Revocation, RevocationKey, RevocationTarget, Rotation, Session, SessionOwner,
    Successor, TokenDigest, TokenStore,
};

pub(crate) const NOW: i64 = 1_800_000_000;
pub(crate) const DAY: i64 = 24 * 60 * 60;
pub(crate) const GRACE: i64 = 10;

/// A number that no other call gives, in no other process of these tests either.
pub(crate) fn unique() -> u128 {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let time = SystemTime::now().duration_since(UNIX_EPOCH).expect("time");
    let process = u128::from(std::process::id());
    (u128::from(time.subsec_nanos()) << 96) | (process << 64) | u128::from(count)
}

pub(crate) fn token() -> TokenDigest {
    let mut bytes = [0xa5; 32];
    bytes[..16].copy_from_slice(&unique().to_be_bytes());
    TokenDigest::from_bytes(bytes)
}

pub(crate) fn session() -> Session {
    session_of(&format!("subject-{:x}", unique()))
}

/// Whose sessions they all are.
pub(crate) fn owner() -> SessionOwner {
    SessionOwner::named("nodes")
}

pub(crate) fn key_of(subject: &str) -> RevocationKey {
    RevocationKey::of_subject(&owner(), None, subject)
}

pub(crate) fn session_of(subject: &str) -> Session {
    let id = format!("session-{:x}", unique());
    let key = RevocationKey::of_session(&owner(), None, &id);
    let subject = (key_of(subject), subject);
    let mut session = Session::new((key, id), subject, NOW..NOW + 30 * DAY);
    session.details = "{}".into();
    session
}

pub(crate) async fn begun(store: &impl TokenStore) -> (Session, TokenDigest) {
    let (session, token) = (session(), token());
    store
        .begin(&session, &token, Position::default(), None)
        .await
        .expect("a new session");
    (session, token)
}

/// An exchange; what is sealed says which token the successor is.
pub(crate) fn rotation(presented: TokenDigest, now: i64) -> (Rotation, TokenDigest) {
    let successor = token();
    let next = Successor::new(successor, successor.as_bytes().to_vec());
    let mut rotation = Rotation::new(presented, Some(next), now..now + DAY, "{}");
    rotation.grace = GRACE;
    rotation.remembered = 2000;
    (rotation, successor)
}

/// The token that was sealed.
pub(crate) fn opened(sealed: &[u8]) -> TokenDigest {
    TokenDigest::from_bytes(sealed.try_into().expect("a token"))
}

pub(crate) fn some_key() -> RevocationKey {
    RevocationKey::of_token(&owner(), None, &format!("{:x}", unique()))
}

pub(crate) fn revocation(key: RevocationKey) -> Revocation {
    Revocation::new(RevocationTarget::Key(key), NOW..NOW + DAY)
}

/// Revokes a key that nobody else knows.
pub(crate) async fn revoked_key(store: &impl TokenStore) -> RevocationKey {
    let key = some_key();
    let revocation = revocation(key);
    store.revoke(&revocation).await.expect("a revocation");
    key
}
