//! How the server is set up.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jwt_core::session::{Persistence, Position, Readiness, TokenStore};
use jwt_guard::clock::SystemClock;
use jwt_stores::RedisStore;
use test_tools::needs;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::node;
use crate::nodes::family;
use crate::nodes::family::{begun, revoked_key, rotation};
use crate::office::office;
use crate::server::{Disk, Server};

/// Writes every event to one text.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<String>>);

impl Visit for Recorder {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let mut log = self.0.lock().expect("the log");
        writeln!(log, "{field} = {value:?}").expect("text");
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[needs(redis)]
#[tokio::test]
async fn a_server_that_may_throw_revocations_away_is_warned_of() {
    let server = Server::start(Disk::Nothing);
    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let log = || recorder.0.lock().expect("the log").clone();
    node(&server).await;
    assert!(!log().contains("noeviction"), "{}", log());
    server.run("CONFIG SET maxmemory-policy volatile-lru");
    let store = node(&server).await;
    assert!(log().contains("noeviction"), "{}", log());
    assert!(log().contains("policy = \"volatile-lru\""), "{}", log());
    let persistence = ready(&store).await.persistence();
    assert_eq!(persistence.outlives_shortage, Some(false));
}

#[needs(redis)]
#[tokio::test]
async fn a_server_that_loses_revocations_at_a_restart_is_warned_of() {
    let warning = "lost when Redis restarts";
    for (disk, outlives_restart) in [(Disk::Nothing, false), (Disk::Everything, true)] {
        let server = Server::start(disk);
        let recorder = Recorder::default();
        let _subscriber = tracing::subscriber::set_default(recorder.clone());
        let store = node(&server).await;
        let log = recorder.0.lock().expect("the log").clone();
        assert_eq!(log.contains(warning), !outlives_restart, "{log}");
        let readiness = ready(&store).await;
        let persistence = readiness.persistence();
        assert_eq!(persistence.outlives_restart, Some(outlives_restart));
        assert_eq!(persistence.outlives_shortage, Some(true));
        assert!(readiness.is_ready(), "{readiness}");
        // It may be changed at any time.
        server.run("CONFIG SET appendonly no");
        let persistence = ready(&store).await.persistence();
        assert_eq!(persistence.outlives_restart, Some(false));
    }
}

#[needs(redis)]
#[tokio::test]
async fn a_server_that_does_not_tell_its_settings_is_said_to_be_unknown() {
    let server = Server::start(Disk::Nothing);
    server.run("ACL SETUSER reader on >password ~* &* +@all -config");
    let url = server.url().replace("redis://", "redis://reader:password@");
    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let store = RedisStore::connect(&url).await.expect("it is let in");
    let log = recorder.0.lock().expect("the log").clone();
    assert!(log.contains("Redis does not say whether it keeps"), "{log}");
    let readiness = ready(&store).await;
    assert_eq!(readiness.persistence(), Persistence::default());
    assert!(readiness.is_ready(), "{readiness}");
}

/// What a new process on this store says, when it has read what was revoked.
pub(crate) async fn ready(store: &RedisStore) -> Readiness {
    let auth = office(store.clone(), SystemClock::default(), None);
    while auth.sessions().staleness().is_none() {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    auth.ready().await
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_with_few_rights_is_enough() {
    let server = Server::start(Disk::Nothing);
    let documented = include_str!("../../src/redis/mod.rs")
        .split("ACL SETUSER jwt-guard ")
        .nth(1)
        .and_then(|text| text.split("```").next())
        .expect("a rule")
        .replace("\n///", " ");
    let words: Vec<_> = documented.split_whitespace().collect();
    let all = words.join(" ");
    let fewest = all.replace(" +info +config|get", "");
    assert_ne!(all, fewest);
    server.run(&format!("ACL SETUSER all {all}"));
    server.run(&format!("ACL SETUSER few {fewest}"));
    for user in ["all", "few"] {
        let url = server.url();
        let url = url.replace("redis://", &format!("redis://{user}:password@"));
        let store = RedisStore::connect(&url).await.expect("it is let in");
        store.changed().await;
        let (session, token) = begun(&store).await;
        let (rotation, _) = rotation(token, family::NOW);
        store.rotate(&rotation).await.expect("a result");
        let listed = store.sessions(&session.subject_key, family::NOW).await;
        assert_eq!(listed.expect("a list"), [session]);
        let key = revoked_key(&store).await;
        let read = store.revocations(Position::default()).await;
        let read = read.expect("revocations").revoked;
        assert!(read.iter().any(|revoked| revoked.key == key));
        assert_eq!(store.revoked(&[key]).await.expect("a result").len(), 1);
        store.purge(family::NOW, 10).await.expect("a purge");
        let strange = store.clone().with_prefix("{other}:");
        assert!(strange.revoked(&[key]).await.is_err(), "other keys");
    }
}
