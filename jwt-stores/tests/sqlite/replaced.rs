//! A file that is deleted, or replaced by another, while processes have it open.

use std::fs::{copy, remove_file, rename};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use jwt_core::session::{
    Position, RefreshTokenState, RevocationTarget, RotationOutcome, StoreError, TokenStore,
};
use jwt_guard::session::StoreState;
use jwt_stores::SqliteStore;
use serde_json::{Value, json};
use sqlx::sqlite::{SqliteJournalMode, SqlitePoolOptions};

use crate::file::File;
use crate::nodes::Shared;
use crate::nodes::family::{NOW, begun, revocation, rotation, session, some_key, token};
use crate::nodes::single_use::single_use_key;
use crate::office::Process;

/// The files beside the database.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

impl File {
    fn part(&self, end: &str) -> String {
        format!("{}{end}", self.path().display())
    }

    /// Moves it away with all that belongs to it.
    fn take_away(&self) {
        for end in ["", BESIDE[0], BESIDE[1]] {
            let _ = rename(self.part(end), self.part(&format!("-aside{end}")));
        }
    }

    fn put_back(&self) {
        for end in ["", BESIDE[0], BESIDE[1]] {
            let _ = remove_file(self.part(end));
            let _ = rename(self.part(&format!("-aside{end}")), self.part(end));
        }
    }

    fn delete(&self) {
        for end in ["", BESIDE[0], BESIDE[1]] {
            let _ = remove_file(self.part(end));
        }
    }
}

fn fails<T: std::fmt::Debug>(result: Result<T, StoreError>) {
    let error = result.expect_err("it was done in a file that no other process sees");
    assert_eq!(error.to_string(), "the store cannot be reached");
}

async fn all_fails(store: &SqliteStore) {
    let (session, digest) = (session(), token());
    let (rotation, _) = rotation(digest, NOW);
    let mut end = revocation(some_key());
    end.target = RevocationTarget::Subject {
        subject: session.subject_key,
        except: None,
    };
    fails(store.position().await);
    fails(
        store
            .begin(&session, &digest, Position::default(), None)
            .await,
    );
    fails(
        store
            .has_ended_all(&session.subject_key, Position::default())
            .await,
    );
    fails(store.find(&digest, NOW).await);
    fails(store.rotate(&rotation).await);
    fails(store.revoke(&revocation(some_key())).await);
    fails(store.revoke(&end).await);
    fails(store.sessions(&session.subject_key, NOW).await);
    fails(store.session(&session.key, NOW).await);
    fails(store.revoked(&[session.key]).await);
    fails(store.revocations(Position::default()).await);
    fails(store.use_once(&single_use_key(), NOW + 1, NOW).await);
    fails(store.purge(NOW, 10).await);
}

#[tokio::test]
async fn a_store_whose_file_is_gone_or_replaced_does_nothing_until_it_is_back() {
    let file = File::new();
    let with_pool = {
        let options = file.options().create_if_missing(true);
        let options = options.journal_mode(SqliteJournalMode::Wal);
        let pool = SqlitePoolOptions::new().connect_with(options).await;
        SqliteStore::with_pool(pool.expect("a file")).await
    };
    let stores = [file.node().await, with_pool.expect("tables")];
    let (session, first) = begun(&stores[0]).await;
    file.take_away();
    for store in &stores {
        all_fails(store).await;
    }
    // Another process makes a new one.
    drop(file.node().await);
    for store in &stores {
        all_fails(store).await;
    }
    file.put_back();
    for store in &stores {
        let found = store.find(&first, NOW).await.expect("a result");
        assert_eq!(found, RefreshTokenState::Current(session.clone()));
    }
    let (to_second, _) = rotation(first, NOW);
    let rotated = stores[1].rotate(&to_second).await.expect("a result");
    assert_eq!(rotated, RotationOutcome::Done);
}

#[tokio::test]
async fn a_backup_that_was_moved_into_the_place_of_the_file_is_not_taken_for_it() {
    let file = File::new();
    let store = file.node().await;
    begun(&store).await;
    let backup = file.part("-backup");
    copy(file.path(), &backup).expect("a copy");
    rename(&backup, file.path()).expect("it is replaced");
    all_fails(&store).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_whose_file_was_deleted_answers_503() {
    let file = File::new();
    let process = Process::new(file.node().await);
    let login = json!({"username": "ada", "password": "secret"});
    let (status, tokens) = process.post("/auth", &login).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    file.delete();
    for (path, body) in [
        ("/auth", &login),
        (
            "/auth/refresh",
            &json!({"refresh_token": tokens["refresh_token"]}),
        ),
        (
            "/auth/logout",
            &json!({"refresh_token": tokens["refresh_token"]}),
        ),
    ] {
        let (status, answer) = process.post(path, body).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{path}: {answer}");
    }
    accepts_no_token(&process, &tokens).await;
    let readiness = process.auth.ready().await;
    assert_eq!(readiness.store(), StoreState::Unreachable);
    assert!(!readiness.is_ready());
}

/// Waits until a process refuses a token since it cannot know what is revoked: as soon as what it knows is too old.
async fn accepts_no_token(process: &Process, tokens: &Value) -> Duration {
    let start = Instant::now();
    while process.status(tokens).await != StatusCode::SERVICE_UNAVAILABLE {
        assert!(start.elapsed() < Duration::from_secs(10), "it lets in");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    start.elapsed()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_logout_in_a_file_that_replaced_another_is_not_missed() {
    const SESSIONS: usize = 10;
    let file = File::new();
    let process = Process::new(file.node().await);
    let mut all = Vec::new();
    for _ in 0..SESSIONS {
        let login = json!({"username": "ada", "password": "secret"});
        let (status, tokens) = process.post("/auth", &login).await;
        assert_eq!(status, StatusCode::OK, "{tokens}");
        all.push(tokens);
    }
    let backup = file.part("-backup");
    file.copy_to(&backup).await;
    file.delete();
    rename(&backup, file.path()).expect("it is replaced");
    let new = Process::new(file.node().await);
    for tokens in &all {
        let token = json!({"refresh_token": tokens["refresh_token"]});
        let (status, body) = new.post("/auth/logout", &token).await;
        assert_eq!(status, StatusCode::NO_CONTENT, "{body}");
    }
    let took = accepts_no_token(&process, &all[0]).await;
    for tokens in &all {
        assert_eq!(new.status(tokens).await, StatusCode::UNAUTHORIZED);
        let status = process.status(tokens).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    }
    let readiness = process.auth.ready().await;
    assert!(!readiness.is_ready(), "{readiness}");
    println!(
        "shown: {took:.1?} after a file was replaced, 0 of {SESSIONS} tokens that were logged out in the new one were let in by the \
         process that had the old one; `ready()`: {}",
        readiness.store()
    );
}
