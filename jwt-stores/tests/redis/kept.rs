//! What is in the database.

use std::error::Error;

use jwt_core::session::{
    Position, RefreshTokenState, Revocation, RevocationTarget, RotationOutcome, TokenStore,
};
use test_tools::needs;

use crate::node;
use crate::nodes::family::{DAY, GRACE, NOW, begun, revocation, rotation, some_key};
use crate::server::{Disk, Server};

/// All keys, how long each lives, and all that is in it.
pub(crate) fn dump(server: &Server) -> Vec<(String, i64, Vec<u8>)> {
    let mut connection = server.inspect();
    let mut run = |command: &str, key: &[u8]| -> redis::Value {
        let mut words = command.split(' ');
        let mut command = redis::cmd(words.next().expect("a command"));
        command.arg(key);
        words.for_each(|word| {
            command.arg(word);
        });
        command.query(&mut connection).expect("a result")
    };
    let keys: Vec<Vec<u8>> = redis::from_redis_value(run("KEYS", b"*")).expect("keys");
    let mut all = Vec::new();
    for key in keys {
        let kind: String = redis::from_redis_value(run("TYPE", &key)).expect("a type");
        let seconds = redis::from_redis_value(run("TTL", &key)).expect("seconds");
        let value = run(
            match &*kind {
                "string" => "GET",
                "hash" => "HGETALL",
                "set" => "SMEMBERS",
                "zset" => "ZRANGE 0 -1",
                "list" => "LRANGE 0 -1",
                other => panic!("{other}"),
            },
            &key,
        );
        let mut content = key.clone();
        collect(&value, &mut content);
        all.push((String::from_utf8_lossy(&key).into_owned(), seconds, content));
    }
    all
}

fn collect(value: &redis::Value, content: &mut Vec<u8>) {
    match value {
        redis::Value::BulkString(bytes) => content.extend(bytes),
        redis::Value::Array(values) => values.iter().for_each(|value| collect(value, content)),
        other => panic!("{other:?}"),
    }
}

pub(crate) fn contains(dump: &[(String, i64, Vec<u8>)], bytes: &[u8]) -> bool {
    let mut contents = dump.iter().map(|(_, _, content)| content);
    contents.any(|content| content.windows(bytes.len()).any(|window| window == bytes))
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_expires_by_itself_but_not_before_it_must() {
    let server = Server::start(Disk::Nothing);
    let store = node(&server).await;
    let (session, first) = begun(&store).await;
    let (mut to_second, second) = rotation(first, NOW + DAY);
    to_second.idle_expires_at = Some(NOW + 2 * DAY);
    store.rotate(&to_second).await.expect("a result");
    let (to_third, _) = rotation(second, NOW + DAY + 1);
    store.rotate(&to_third).await.expect("a result");
    let revocation = revocation(some_key());
    store.revoke(&revocation).await.expect("a revocation");
    let all = dump(&server);
    assert!(all.len() >= 12, "{all:?}");
    let starting = |start: &str| {
        let start = format!("{{jwt-guard}}:{start}");
        let found = all.iter().filter(|(key, ..)| key.starts_with(&start));
        found.map(|(_, seconds, _)| *seconds).collect::<Vec<_>>()
    };
    // All of it in two days after the session is over.
    assert!(
        all.iter()
            .all(|(_, seconds, _)| (1..=32 * DAY).contains(seconds))
    );
    // Idle or not, until the session would be over.
    for start in ["session:", "subject:", "ends"] {
        let all = starting(start);
        assert!(all.iter().all(|seconds| *seconds > 30 * DAY), "{start}");
    }
    let tokens = starting("token:");
    assert_eq!(tokens.len(), 3);
    for seconds in tokens.into_iter().chain(starting("spent:")) {
        assert!(seconds > 29 * DAY);
    }
    for start in ["revoked", "forget", "log", "last"] {
        let all = starting(start);
        assert!(all.iter().all(|seconds| *seconds > DAY), "{start}");
    }
    // To revoke for longer is to keep for longer, and never for less.
    for until in [NOW + 90 * DAY, NOW + DAY] {
        let mut longer = revocation.clone();
        longer.target = RevocationTarget::Session(session.key);
        longer.until = until;
        store.revoke(&longer).await.expect("a revocation");
    }
    for (key, seconds, _) in dump(&server) {
        let is_of_it = ["revoked", "log", "last", "forget"];
        if is_of_it.iter().any(|start| key.contains(start)) {
            assert!(seconds > 90 * DAY, "{key}");
        }
    }
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_purge_leaves_nothing_of_what_is_over() {
    let server = Server::start(Disk::Nothing);
    let store = node(&server).await;
    // A family that is larger than what is removed at a time, and others.
    let (_, mut token) = begun(&store).await;
    for _ in 0..1200 {
        let (rotation, successor) = rotation(token, NOW);
        let rotated = store.rotate(&rotation).await.expect("a result");
        assert_eq!(rotated, RotationOutcome::Done);
        token = successor;
    }
    for _ in 0..600 {
        begun(&store).await;
    }
    for _ in 0..700 {
        let revocation = revocation(some_key());
        store.revoke(&revocation).await.expect("a revocation");
    }
    let mut purges = 0;
    let end = NOW + 30 * DAY;
    while store.purge(end, GRACE).await.expect("a purge") {
        purges += 1;
        assert!(purges < 50, "it never ends");
    }
    assert!(purges >= 4, "{purges}: too much at a time");
    let left: Vec<_> = dump(&server).into_iter().map(|(key, ..)| key).collect();
    // That must not go back.
    assert_eq!(left, ["{jwt-guard}:last"]);
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revocation_is_known_for_as_long_as_any_said() {
    let server = Server::start(Disk::Nothing);
    let store = node(&server).await;
    let (session, _) = begun(&store).await;
    for until in [NOW + 2 * DAY, NOW + DAY] {
        let mut revocation = revocation(some_key());
        revocation.target = RevocationTarget::Session(session.key);
        revocation.until = until;
        store.revoke(&revocation).await.expect("a revocation");
    }
    let (late, end) = (NOW + 2 * DAY - 1, NOW + 2 * DAY);
    for (now, expected) in [(late, 1), (end, 0)] {
        while store.purge(now, GRACE).await.expect("a purge") {}
        let revoked = store.revoked(&[session.key]).await;
        assert_eq!(revoked.expect("a result").len(), expected);
    }
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_is_refreshed_for_ever_does_not_grow() {
    let server = Server::start(Disk::Nothing);
    let store = node(&server).await;
    let (_, mut token) = begun(&store).await;
    let used = || {
        let mut connection = server.inspect();
        let info: String = redis::cmd("INFO").query(&mut connection).expect("figures");
        let used = info
            .lines()
            .find_map(|line| line.strip_prefix("used_memory_dataset:"));
        used.expect("a figure").parse::<u64>().expect("a number")
    };
    let before = used();
    let mut after_1000 = 0;
    for number in 1..=2500 {
        let (mut rotation, successor) = rotation(token, NOW + number);
        rotation.remembered = 1000;
        let rotated = store.rotate(&rotation).await.expect("a result");
        assert_eq!(rotated, RotationOutcome::Done);
        token = successor;
        if number == 1000 {
            after_1000 = used() - before;
        }
    }
    let all = dump(&server);
    let tokens = all.iter().filter(|(key, ..)| key.contains("token:"));
    assert_eq!(tokens.count(), 1000 + 1);
    println!(
        "shown: {} bytes for each of 1000 exchanges",
        after_1000 / 1000
    );
}

/// Nobody need purge: the mark, by which alone they have ended, is there for as long as the sessions are.
#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mark_expires_no_earlier_than_the_sessions_that_it_has_ended() {
    let server = Server::start(Disk::Nothing);
    let store = node(&server).await;
    let (session, token) = begun(&store).await;
    let target = RevocationTarget::Subject {
        subject: session.subject_key,
        except: None,
    };
    let revocation = Revocation::new(target, NOW..NOW + DAY);
    store.revoke(&revocation).await.expect("a revocation");
    let found = store.find(&token, NOW + 3 * DAY).await.expect("a result");
    assert_eq!(found, RefreshTokenState::Ended);
    let all = dump(&server);
    for of_mark in ["log", "revoked", "forget", "last", "sweep", "ended:"] {
        let mut keys = all.iter().filter(|(key, ..)| key.contains(of_mark));
        assert!(keys.all(|(_, seconds, _)| *seconds > 30 * DAY), "{of_mark}");
    }
    // A purge that knows that the mark need not be remembered removes the sessions first.
    while store.purge(NOW + 3 * DAY, GRACE).await.expect("a purge") {}
    let left: Vec<_> = dump(&server).into_iter().map(|(key, ..)| key).collect();
    assert_eq!(left, ["{jwt-guard}:last"]);
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sealed_tokens_are_wiped_when_they_are_no_longer_needed() {
    let server = Server::start(Disk::Nothing);
    let store = node(&server).await;
    let (session, first) = begun(&store).await;
    let sealed = |text: &str| text.as_bytes().to_vec();
    let (mut to_second, second) = rotation(first, NOW);
    to_second.successor.as_mut().expect("one").sealed = sealed("sealed-second");
    store.rotate(&to_second).await.expect("a result");
    assert!(contains(&dump(&server), b"sealed-second"));
    assert!(contains(&dump(&server), session.subject.as_bytes()));
    // Its successor was exchanged: nobody needs it any more.
    let (mut to_third, _) = rotation(second, NOW + 1);
    to_third.successor.as_mut().expect("one").sealed = sealed("sealed-third");
    store.rotate(&to_third).await.expect("a result");
    assert!(!contains(&dump(&server), b"sealed-second"));
    assert!(contains(&dump(&server), b"sealed-third"));
    while store.purge(NOW + 1 + GRACE, GRACE).await.expect("a purge") {}
    assert!(!contains(&dump(&server), b"sealed-"));
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stores_with_different_prefixes_share_nothing() {
    let server = Server::start(Disk::Nothing);
    let (shop, forum) = (
        node(&server).await.with_prefix("{shop}:"),
        node(&server).await.with_prefix("{forum}:"),
    );
    let (session, token) = begun(&shop).await;
    forum
        .begin(&session, &token, Position::default(), None)
        .await
        .expect("not there yet");
    let everything = revocation(some_key());
    shop.revoke(&everything).await.expect("a revocation");
    let read = forum.revocations(Default::default()).await;
    assert_eq!(read.expect("revocations").revoked, []);
    let mut keys = dump(&server).into_iter().map(|(key, ..)| key);
    assert!(keys.all(|key| key.starts_with("{shop}:") || key.starts_with("{forum}:")));
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_ours_makes_no_sense() {
    let server = Server::start(Disk::Nothing);
    let store = node(&server).await;
    begun(&store).await;
    server.run("SET {jwt-guard}:ends x");
    let error = store.purge(NOW, GRACE).await.expect_err("a wrong type");
    assert_eq!(
        error.to_string(),
        "the store returned an unexpected response"
    );
    let source = error.source().expect("a reason").to_string();
    assert_eq!(source, "Redis responded with WRONGTYPE");
}
