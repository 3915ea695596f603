//! What a restart of the server brings back to life.

use axum::http::StatusCode;
use jwt_core::session::Persistence;
use serde_json::{Value, json};
use test_tools::needs;

use crate::node;
use crate::office::Process;
use crate::server::{Disk, Server};
use crate::settings::ready;

const SESSIONS: usize = 20;

async fn logged_out(process: &Process) -> Vec<Value> {
    let mut all = Vec::new();
    for _ in 0..SESSIONS {
        let login = json!({"username": "ada", "password": "secret"});
        let (status, tokens) = process.post("/auth", &login).await;
        assert_eq!(status, StatusCode::OK, "{tokens}");
        let token = json!({"refresh_token": tokens["refresh_token"]});
        let (status, body) = process.post("/auth/logout", &token).await;
        assert_eq!(status, StatusCode::NO_CONTENT, "{body}");
        all.push(tokens);
    }
    all
}

/// How many of the tokens a process lets in.
async fn let_in(process: &Process, all: &[Value]) -> usize {
    let mut count = 0;
    for tokens in all {
        match process.status(tokens).await {
            StatusCode::OK => count += 1,
            status => assert_eq!(status, StatusCode::UNAUTHORIZED),
        }
    }
    count
}

/// Without a disk, a process that was there remembers what was logged out. A new one cannot know it, and says so before.
#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_forgets_at_a_restart_is_reported_before_tokens_work_again() {
    for (disk, again, told) in [
        (Disk::Nothing, SESSIONS, Some(false)),
        (Disk::Everything, 0, Some(true)),
    ] {
        let server = Server::start(disk);
        let store = node(&server).await;
        let reported = ready(&store).await.persistence();
        let mut expected = Persistence::default();
        expected.outlives_restart = told;
        expected.outlives_shortage = Some(true);
        assert_eq!(reported, expected);
        let process = Process::new(store);
        let tokens = logged_out(&process).await;
        server.kill();
        server.start_again();
        let new = Process::new(node(&server).await);
        while new.auth.sessions().staleness().is_none() {
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
        let at_new = let_in(&new, &tokens).await;
        assert_eq!(at_new, again);
        let readiness = loop {
            let readiness = process.auth.ready().await;
            if readiness.is_ready() {
                break readiness;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        };
        assert_eq!(readiness.persistence(), expected);
        let at_old = let_in(&process, &tokens).await;
        assert_eq!(at_old, 0);
        println!(
            "shown: after a restart, {at_new} of {SESSIONS} logged-out tokens work again at a new process, {at_old} at one that \
             went on; `ready()`: {}",
            readiness.persistence()
        );
    }
}
