//! A service of two processes, as its clients see it.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use serde_json::json;

use super::Database;
use super::kept::{dump, hexadecimal};
use crate::office::Process;

pub(crate) async fn two_processes_are_one_service_and_no_token_is_kept(database: impl Database) {
    let one = Process::new(database.node().await);
    let other = Process::new(database.node().await);
    let login = json!({"username": "ada", "password": "not-to-be-kept"});
    let (status, first) = one.post("/auth", &login).await;
    assert_eq!(status, StatusCode::OK, "{first}");
    let (status, second) = other.refresh(&first).await;
    assert_eq!(status, StatusCode::OK, "{second}");
    // Its answer was lost: it is given again, by whichever process is asked.
    let (_, again) = one.refresh(&first).await;
    assert_eq!(again["refresh_token"], second["refresh_token"]);
    for process in [&one, &other] {
        assert_eq!(process.status(&second).await, StatusCode::OK);
    }
    let all = dump(&database).await;
    assert!(all.contains("ada"));
    for tokens in [&first, &second] {
        for name in ["access_token", "refresh_token"] {
            let token = tokens[name].as_str().expect("a token");
            assert!(!all.contains(token), "{name}");
            assert!(!all.contains(&hexadecimal(token.as_bytes())), "{name}");
        }
    }
    assert!(!all.contains("not-to-be-kept"));
    // Who is logged out by one is so everywhere, at once but for a second.
    let ended = one.auth.sessions().end_all_of_backend_subject("ada").await;
    ended.expect("a revocation");
    assert_eq!(one.status(&second).await, StatusCode::UNAUTHORIZED);
    let start = Instant::now();
    while other.status(&second).await != StatusCode::UNAUTHORIZED {
        assert!(start.elapsed() < Duration::from_secs(1), "it goes on");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    eprintln!(
        "logged out of the other process after {:?}",
        start.elapsed()
    );
    let (status, _) = other.refresh(&second).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}
