//! The suite that every store must pass.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::missing_panics_doc,
    missing_docs,
    reason = "each function is a test, which panics when it fails, and is named after what it shows"
)]

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Waker};

use crate::session::{
    Found, Position, Revocation, RevocationKey, Revoked, Rotated, Rotation, Session, Successor,
    Target, TokenDigest, TokenStore,
};
use crate::token::random_id;

/// Writes a test for each rule of [`TokenStore`](crate::session::TokenStore), on stores that an expression opens.
///
/// The expression is awaited once for each test; all of them may be of one database, which need not be empty. The crate
/// that uses the macro needs `tokio` with the features `macros` and `rt-multi-thread`.
///
/// ```
/// use jwt_guard::session::MemoryStore;
///
/// jwt_guard::testing::store_tests!(async { MemoryStore::new() });
/// # fn main() {}
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __store_tests {
    ($open:expr) => {
        $crate::__store_tests! { @each $open;
            a_session_is_found_by_its_token
            a_session_is_kept_as_it_is
            a_session_is_found_by_its_name_while_it_is_alive
            an_exchange_keeps_what_the_library_says_of_the_session
            nothing_is_known_of_a_token_that_was_not_kept
            a_session_that_is_there_is_not_begun_again
            a_token_is_exchanged_once
            of_many_who_exchange_one_token_one_succeeds
            within_the_grace_the_same_successor_is_given_again
            a_successor_that_was_exchanged_is_not_given_again
            a_token_that_comes_again_after_the_grace_ends_its_session
            without_grace_the_second_use_ends_the_session
            of_many_who_replay_a_token_each_is_refused
            a_session_without_rotation_keeps_its_token
            the_idle_end_moves_with_each_exchange
            a_session_ends_by_itself
            a_revoked_session_exchanges_nothing
            a_revocation_is_remembered_and_read
            to_revoke_twice_is_to_revoke
            all_sessions_of_a_subject_end_but_one
            sessions_are_listed_by_their_last_use
            revocations_are_read_on_from_a_position
            revocations_stored_at_once_are_all_read
            a_purge_removes_what_is_over_and_nothing_else
            what_was_begun_and_dropped_was_done_whole_or_not_at_all
            random_sequences_are_answered_as_by_a_model
        }
    };
    (@each $open:expr; $($name:ident)*) => {
        $(
            #[::tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let store = $open.await;
                $crate::testing::store::$name(store).await;
            }
        )*
    };
}

/// The time of all tests.
pub(super) const NOW: i64 = 1_800_000_000;
pub(super) const GRACE: i64 = 10;
const DAY: i64 = 24 * 60 * 60;

fn random() -> String {
    random_id().expect("random bytes")
}

/// The digest of a token that nobody else has.
pub(super) fn token() -> TokenDigest {
    let mut bytes = [0; 32];
    for (byte, random) in bytes
        .iter_mut()
        .zip(random().bytes().chain(random().bytes()))
    {
        *byte = random;
    }
    TokenDigest::from_bytes(bytes)
}

pub(super) fn session() -> Session {
    Session {
        id: random(),
        subject: random(),
        created_at: NOW,
        last_used_at: NOW,
        expires_at: NOW + 30 * DAY,
        idle_expires_at: None,
        client: None,
        details: "{}".into(),
    }
}

/// A session that was begun, and its token.
async fn begun(store: &impl TokenStore, session: Session) -> (Session, TokenDigest) {
    let token = token();
    store.begin(&session, &token).await.expect("a new session");
    (session, token)
}

pub(super) fn rotation(presented: TokenDigest, now: i64) -> (Rotation, TokenDigest) {
    let successor = token();
    let rotation = Rotation {
        presented,
        successor: Some(Successor {
            digest: successor,
            sealed: successor.as_bytes().to_vec(),
        }),
        now,
        grace: GRACE,
        idle_expires_at: None,
        revoked_until: now + DAY,
        details: "{}".into(),
    };
    (rotation, successor)
}

/// Exchanges a token, which must succeed.
async fn exchanged(store: &impl TokenStore, presented: TokenDigest, now: i64) -> TokenDigest {
    let (rotation, successor) = rotation(presented, now);
    let rotated = store.rotate(&rotation).await.expect("an exchange");
    assert_eq!(rotated, Rotated::Done);
    successor
}

/// What becomes of another exchange.
async fn replayed(store: &impl TokenStore, presented: TokenDigest, now: i64) -> Rotated {
    let (rotation, _) = rotation(presented, now);
    store.rotate(&rotation).await.expect("an answer")
}

async fn found(store: &impl TokenStore, token: &TokenDigest) -> Found {
    store.find(token, NOW).await.expect("an answer")
}

async fn revoke(store: &impl TokenStore, target: Target) -> u64 {
    let revocation = Revocation {
        target,
        at: NOW,
        until: NOW + DAY,
    };
    store.revoke(&revocation).await.expect("a revocation")
}

async fn is_revoked(store: &impl TokenStore, session: &Session) -> bool {
    let key = RevocationKey::of_session(None, &session.id);
    let revoked = store.revoked(&[key]).await.expect("an answer");
    revoked.iter().any(|revoked| revoked.key == key)
}

/// All revocations after a position, and the last position.
async fn read_on(store: &impl TokenStore, mut position: Position) -> (Vec<Revoked>, Position) {
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

pub async fn a_session_is_found_by_its_token(store: impl TokenStore) {
    let (session, token) = begun(&store, session()).await;
    assert_eq!(found(&store, &token).await, Found::Alive(session));
}

pub async fn a_session_is_kept_as_it_is(store: impl TokenStore) {
    let session = Session {
        subject: format!("näme with \"quotes\" 🦀 {}", random()),
        created_at: NOW - 5,
        last_used_at: NOW - 3,
        idle_expires_at: Some(NOW + DAY),
        client: Some("Firefox on Linux; it's \\ 'quoted' ünïcode\t🦀".into()),
        details: r#"{"auth_time":1800000000,"scope":"user:read ä"}"#.into(),
        ..session()
    };
    let (session, token) = begun(&store, session).await;
    assert_eq!(found(&store, &token).await, Found::Alive(session.clone()));
    let listed = store.sessions(&session.subject, NOW).await.expect("a list");
    assert_eq!(listed, [session]);
}

pub async fn a_session_is_found_by_its_name_while_it_is_alive(store: impl TokenStore) {
    let idle = Session {
        idle_expires_at: Some(NOW + DAY),
        client: Some("a".into()),
        ..session()
    };
    let (one, _) = begun(&store, idle).await;
    let (other, _) = begun(&store, session()).await;
    let of = async |id: &str, now| store.session(id, now).await.expect("an answer");
    assert_eq!(of(&one.id, NOW + DAY - 1).await, Some(one.clone()));
    assert_eq!(of(&one.id, NOW + DAY).await, None);
    assert_eq!(of(&other.id, NOW + 30 * DAY - 1).await, Some(other.clone()));
    assert_eq!(of(&other.id, NOW + 30 * DAY).await, None);
    assert_eq!(of(&random(), NOW).await, None);
    revoke(&store, Target::Session(other.id.clone())).await;
    assert_eq!(of(&other.id, NOW).await, None);
    assert_eq!(of(&one.id, NOW).await, Some(one));
}

pub async fn an_exchange_keeps_what_the_library_says_of_the_session(store: impl TokenStore) {
    let (session, token) = begun(&store, session()).await;
    let details = async || {
        let kept = store.session(&session.id, NOW).await.expect("an answer");
        kept.expect("the session").details
    };
    let (mut first, successor) = rotation(token, NOW);
    first.details = r#"{"exchanges":1,"of":"näme"}"#.into();
    assert_eq!(store.rotate(&first).await.expect("done"), Rotated::Done);
    assert_eq!(details().await, first.details);
    // Only an exchange does, whatever else was asked.
    let (mut again, _) = rotation(token, NOW);
    again.details = "again".into();
    let answer = store.rotate(&again).await.expect("an answer");
    assert!(matches!(answer, Rotated::Again(_)), "{answer:?}");
    assert_eq!(details().await, first.details);
    let (mut used, _) = rotation(successor, NOW);
    (used.successor, used.details) = (None, "used".into());
    assert_eq!(store.rotate(&used).await.expect("done"), Rotated::Done);
    assert_eq!(details().await, "used");
}

pub async fn nothing_is_known_of_a_token_that_was_not_kept(store: impl TokenStore) {
    assert_eq!(found(&store, &token()).await, Found::Unknown);
    assert_eq!(replayed(&store, token(), NOW).await, Rotated::Unknown);
}

pub async fn a_session_that_is_there_is_not_begun_again(store: impl TokenStore) {
    let (first, token_of_first) = begun(&store, session()).await;
    let again = store.begin(&first, &token()).await;
    assert!(again.is_err(), "the same session");
    let second = session();
    let other = store.begin(&second, &token_of_first).await;
    assert!(other.is_err(), "the same token");
    assert_eq!(found(&store, &token_of_first).await, Found::Alive(first));
    let listed = store.sessions(&second.subject, NOW).await.expect("a list");
    assert_eq!(listed, [], "half a session was kept");
}

pub async fn a_token_is_exchanged_once(store: impl TokenStore) {
    let (session, first) = begun(&store, session()).await;
    let second = exchanged(&store, first, NOW + 60).await;
    let third = exchanged(&store, second, NOW + 120).await;
    let Found::Alive(now) = found(&store, &third).await else {
        panic!("the session has ended");
    };
    let expected = Session {
        last_used_at: NOW + 120,
        ..session
    };
    assert_eq!(now, expected);
}

pub async fn of_many_who_exchange_one_token_one_succeeds(store: impl TokenStore) {
    let store = Arc::new(store);
    let (_, mut token) = begun(&*store, session()).await;
    for round in 0..16 {
        let tasks: Vec<_> = (0..16)
            .map(|_| {
                let store = Arc::clone(&store);
                let (rotation, successor) = rotation(token, NOW + round);
                tokio::spawn(async move {
                    let rotated = store.rotate(&rotation).await.expect("an answer");
                    (rotated, successor)
                })
            })
            .collect();
        let (mut won, mut given) = (Vec::new(), Vec::new());
        for task in tasks {
            match task.await.expect("an exchange") {
                (Rotated::Done, successor) => won.push(successor),
                (Rotated::Again(sealed), _) => given.push(sealed),
                (other, _) => panic!("{other:?}"),
            }
        }
        assert_eq!(won.len(), 1, "round {round}");
        token = won[0];
        assert!(given.iter().all(|sealed| sealed == token.as_bytes()));
    }
}

pub async fn within_the_grace_the_same_successor_is_given_again(store: impl TokenStore) {
    let (_, first) = begun(&store, session()).await;
    let second = exchanged(&store, first, NOW).await;
    for now in [NOW, NOW + GRACE - 1] {
        let again = Rotated::Again(second.as_bytes().to_vec());
        assert_eq!(replayed(&store, first, now).await, again);
    }
    // It was not used up by that.
    exchanged(&store, second, NOW + GRACE).await;
}

pub async fn a_successor_that_was_exchanged_is_not_given_again(store: impl TokenStore) {
    let (session, first) = begun(&store, session()).await;
    let second = exchanged(&store, first, NOW).await;
    let third = exchanged(&store, second, NOW + 1).await;
    assert_eq!(replayed(&store, first, NOW + 2).await, Rotated::Superseded);
    assert!(!is_revoked(&store, &session).await);
    exchanged(&store, third, NOW + 3).await;
}

pub async fn a_token_that_comes_again_after_the_grace_ends_its_session(store: impl TokenStore) {
    let (session, first) = begun(&store, session()).await;
    let second = exchanged(&store, first, NOW).await;
    assert_eq!(replayed(&store, first, NOW + GRACE).await, Rotated::Reused);
    assert!(is_revoked(&store, &session).await, "access tokens go on");
    for token in [first, second] {
        assert_eq!(found(&store, &token).await, Found::Ended);
        assert_eq!(replayed(&store, token, NOW + GRACE).await, Rotated::Ended);
    }
    let listed = store.sessions(&session.subject, NOW).await.expect("a list");
    assert_eq!(listed, []);
    let (all, _) = read_on(&store, Position::default()).await;
    let key = RevocationKey::of_session(None, &session.id);
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
    let rotated = store.rotate(&again).await.expect("an answer");
    assert_eq!(rotated, Rotated::Reused);
    assert_eq!(found(&store, &second).await, Found::Ended);
}

pub async fn of_many_who_replay_a_token_each_is_refused(store: impl TokenStore) {
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
        match task.await.expect("an answer") {
            Rotated::Reused => reused += 1,
            Rotated::Ended => {}
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
        let rotated = store.rotate(&use_of_it).await.expect("an answer");
        assert_eq!(rotated, Rotated::Done);
        let Found::Alive(session) = found(&store, &token).await else {
            panic!("the session has ended");
        };
        assert_eq!(session.last_used_at, now);
    }
}

pub async fn the_idle_end_moves_with_each_exchange(store: impl TokenStore) {
    let idle = Session {
        idle_expires_at: Some(NOW + 100),
        ..session()
    };
    let (_, first) = begun(&store, idle).await;
    let (mut rotation, second) = rotation(first, NOW + 99);
    rotation.idle_expires_at = Some(NOW + 199);
    let rotated = store.rotate(&rotation).await.expect("an exchange");
    assert_eq!(rotated, Rotated::Done);
    let at = async |now| store.find(&second, now).await.expect("an answer");
    assert!(matches!(at(NOW + 198).await, Found::Alive(_)));
    assert_eq!(at(NOW + 199).await, Found::Ended);
    assert_eq!(replayed(&store, second, NOW + 199).await, Rotated::Ended);
}

pub async fn a_session_ends_by_itself(store: impl TokenStore) {
    let (session, token) = begun(&store, session()).await;
    let end = session.expires_at;
    let before = store.find(&token, end - 1).await.expect("an answer");
    assert_eq!(before, Found::Alive(session.clone()));
    let after = store.find(&token, end).await.expect("an answer");
    assert_eq!(after, Found::Ended);
    assert_eq!(replayed(&store, token, end).await, Rotated::Ended);
    let listed = store.sessions(&session.subject, end).await.expect("a list");
    assert_eq!(listed, []);
}

pub async fn a_revoked_session_exchanges_nothing(store: impl TokenStore) {
    let (session, first) = begun(&store, session()).await;
    let second = exchanged(&store, first, NOW).await;
    assert_eq!(revoke(&store, Target::Session(session.id.clone())).await, 1);
    for token in [first, second] {
        assert_eq!(replayed(&store, token, NOW + 1).await, Rotated::Ended);
        assert_eq!(found(&store, &token).await, Found::Ended);
    }
}

pub async fn a_revocation_is_remembered_and_read(store: impl TokenStore) {
    let (session, _) = begun(&store, session()).await;
    let (_, before) = read_on(&store, Position::default()).await;
    let token = RevocationKey::of_token(Some("https://other.example"), &random());
    revoke(&store, Target::Key(token)).await;
    revoke(&store, Target::Session(session.id.clone())).await;
    let keys = [token, RevocationKey::of_session(None, &session.id)];
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
    let unknown = RevocationKey::of_token(None, &random());
    let among = store.revoked(&[unknown, keys[0]]).await.expect("an answer");
    assert_eq!(among.len(), 1);
    assert_eq!(store.revoked(&[]).await.expect("an answer"), []);
}

pub async fn to_revoke_twice_is_to_revoke(store: impl TokenStore) {
    let (session, _) = begun(&store, session()).await;
    let target = || Target::Session(session.id.clone());
    assert_eq!(revoke(&store, target()).await, 1);
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
    let key = RevocationKey::of_session(None, &session.id);
    let revoked = store.revoked(&[key]).await.expect("an answer");
    assert_eq!(revoked.len(), 1);
    assert_eq!(revoked[0].until, NOW + 2 * DAY, "it is forgotten too early");
}

pub async fn all_sessions_of_a_subject_end_but_one(store: impl TokenStore) {
    let mine = session();
    let subject = mine.subject.clone();
    let of_subject = || Session {
        subject: subject.clone(),
        ..session()
    };
    let (mine, my_token) = begun(&store, mine).await;
    let (other, other_token) = begun(&store, of_subject()).await;
    let (_, strange_token) = begun(&store, session()).await;
    let all_but = |except| Target::Subject {
        subject: subject.clone(),
        except,
    };
    assert_eq!(revoke(&store, all_but(Some(mine.id.clone()))).await, 1);
    assert_eq!(found(&store, &my_token).await, Found::Alive(mine.clone()));
    assert_eq!(found(&store, &other_token).await, Found::Ended);
    assert!(matches!(
        found(&store, &strange_token).await,
        Found::Alive(_)
    ));
    assert!(is_revoked(&store, &other).await);
    assert!(!is_revoked(&store, &mine).await);
    let mark = RevocationKey::of_subject(None, &subject);
    let marked = store.revoked(&[mark]).await.expect("an answer");
    assert_eq!(marked.iter().map(|mark| mark.at).collect::<Vec<_>>(), [NOW]);
    // A login in the same second is none of those that were there.
    let (_, later_token) = begun(&store, of_subject()).await;
    assert!(matches!(found(&store, &later_token).await, Found::Alive(_)));
    assert_eq!(revoke(&store, all_but(None)).await, 2);
    assert_eq!(found(&store, &my_token).await, Found::Ended);
}

pub async fn sessions_are_listed_by_their_last_use(store: impl TokenStore) {
    let subject = random();
    let of_subject = |last_used_at| Session {
        subject: subject.clone(),
        last_used_at,
        ..session()
    };
    let (first, token) = begun(&store, of_subject(NOW - 3)).await;
    let (second, _) = begun(&store, of_subject(NOW - 2)).await;
    let (third, _) = begun(&store, of_subject(NOW - 1)).await;
    let ids = async || {
        let listed = store.sessions(&subject, NOW).await.expect("a list");
        listed
            .into_iter()
            .map(|session| session.id)
            .collect::<Vec<_>>()
    };
    assert_eq!(ids().await, [&*third.id, &second.id, &first.id]);
    exchanged(&store, token, NOW).await;
    assert_eq!(ids().await, [first.id, third.id, second.id]);
}

pub async fn revocations_are_read_on_from_a_position(store: impl TokenStore) {
    let (_, mut position) = read_on(&store, Position::default()).await;
    for _ in 0..3 {
        let key = RevocationKey::of_session(None, &random());
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
                    .map(|_| RevocationKey::of_token(None, &random()))
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

/// Purges until nothing is left to remove.
async fn purge(store: &impl TokenStore, now: i64) {
    while store.purge(now, GRACE).await.expect("a purge") {}
}

pub async fn a_purge_removes_what_is_over_and_nothing_else(store: impl TokenStore) {
    let short = Session {
        expires_at: NOW + 50,
        ..session()
    };
    let idle = Session {
        idle_expires_at: Some(NOW + 50),
        ..session()
    };
    let (short, short_token) = begun(&store, short).await;
    let (_, idle_token) = begun(&store, idle).await;
    let (long, long_token) = begun(&store, session()).await;
    let long_next = exchanged(&store, long_token, NOW + 45).await;
    let brief = RevocationKey::of_token(None, &random());
    for (key, until) in [
        (brief, NOW + 50),
        (RevocationKey::of_session(None, &long.id), NOW + 51),
    ] {
        let revocation = Revocation {
            target: Target::Key(key),
            at: NOW,
            until,
        };
        store.revoke(&revocation).await.expect("a revocation");
    }
    purge(&store, NOW + 50).await;
    assert_eq!(found(&store, &short_token).await, Found::Unknown);
    assert_eq!(found(&store, &idle_token).await, Found::Unknown);
    let listed = store.sessions(&short.subject, NOW).await.expect("a list");
    assert_eq!(listed, []);
    assert_eq!(store.revoked(&[brief]).await.expect("an answer"), []);
    assert!(is_revoked(&store, &long).await);
    // Within the grace, its successor is still there.
    let again = Rotated::Again(long_next.as_bytes().to_vec());
    assert_eq!(replayed(&store, long_token, NOW + 54).await, again);
    purge(&store, NOW + 55).await;
    assert_eq!(
        replayed(&store, long_token, NOW + 54).await,
        Rotated::Superseded
    );
    // An exchanged token is known for as long as its session is alive.
    assert_eq!(
        replayed(&store, long_token, NOW + 56).await,
        Rotated::Reused
    );
}

pub async fn what_was_begun_and_dropped_was_done_whole_or_not_at_all(store: impl TokenStore) {
    for polls in 0..24 {
        let (session, token) = (session(), token());
        abandoned(store.begin(&session, &token), polls).await;
        if found(&store, &token).await == Found::Unknown {
            let listed = store.sessions(&session.subject, NOW).await.expect("a list");
            assert_eq!(listed, [], "half a session was kept");
            // It may yet arrive after its future was dropped.
            if store.begin(&session, &token).await.is_err() {
                let found = found(&store, &token).await;
                assert!(matches!(found, Found::Alive(_)), "half a session was kept");
            }
        }
        let (rotation, successor) = rotation(token, NOW);
        abandoned(store.rotate(&rotation), polls).await;
        match replayed(&store, token, NOW + 1).await {
            Rotated::Done => {}
            Rotated::Again(sealed) => assert_eq!(sealed, successor.as_bytes()),
            other => panic!("{other:?}"),
        }
        let revocation = Revocation {
            target: Target::Session(session.id.clone()),
            at: NOW,
            until: NOW + DAY,
        };
        abandoned(store.revoke(&revocation), polls).await;
        let halves = async || {
            let has_ended = found(&store, &token).await == Found::Ended;
            has_ended != is_revoked(&store, &session).await
        };
        // One of the two was asked before it arrived, perhaps; not both times.
        assert!(
            !(halves().await && halves().await),
            "half a revocation was kept"
        );
    }
}

pub async fn random_sequences_are_answered_as_by_a_model(store: impl TokenStore) {
    super::model::play(&store, 40).await;
}

/// Gives up on a future after it was asked some times.
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
