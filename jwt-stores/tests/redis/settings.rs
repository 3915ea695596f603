//! How the server is set up.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use jwt_runtime::session::{Position, TokenStore};
use jwt_stores::RedisStore;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::node;
use crate::nodes::family;
use crate::nodes::family::{begun, revoked_key, rotation};
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

#[tokio::test]
async fn a_server_that_may_throw_revocations_away_is_warned_of() {
    let Some(server) = Server::start(Disk::Nothing) else {
        return;
    };
    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let log = || recorder.0.lock().expect("the log").clone();
    node(&server).await;
    assert!(!log().contains("noeviction"), "{}", log());
    server.run("CONFIG SET maxmemory-policy volatile-lru");
    node(&server).await;
    assert!(log().contains("noeviction"), "{}", log());
    assert!(log().contains("policy = \"volatile-lru\""), "{}", log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_with_few_rights_is_enough() {
    let Some(server) = Server::start(Disk::Nothing) else {
        return;
    };
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
        store.rotate(&rotation).await.expect("an answer");
        let listed = store.sessions(&session.subject_key, family::NOW).await;
        assert_eq!(listed.expect("a list"), [session]);
        let key = revoked_key(&store).await;
        let read = store.revocations(Position::default()).await;
        let read = read.expect("revocations").revoked;
        assert!(read.iter().any(|revoked| revoked.key == key));
        assert_eq!(store.revoked(&[key]).await.expect("an answer").len(), 1);
        store.purge(family::NOW, 10).await.expect("a purge");
        let strange = store.clone().with_prefix("{other}:");
        assert!(strange.revoked(&[key]).await.is_err(), "other keys");
    }
}
