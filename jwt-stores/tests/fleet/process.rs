//! One process, and its clients.

use std::process::Command;
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::service::command;
use super::{BOUND, MARGIN, PATIENCE};
use crate::server_process::Server;

/// A process that serves. Clones are the same.
#[derive(Clone)]
pub(super) struct Process(Arc<Server>);

#[derive(Clone)]
pub(super) struct Tokens {
    pub(super) access: String,
    refresh: String,
}

impl Process {
    pub(super) fn start(test: &str, url: &str) -> Self {
        Self(Arc::new(Server::start(&mut command(test, url))))
    }

    pub(super) fn log_in(&self) -> Tokens {
        let credentials = json!({"username": "ada", "password": "secret"});
        let (status, body) = self.post("/auth", &credentials);
        assert_eq!(status, 200, "{body}");
        let text = |name: &str| body[name].as_str().expect("a token").to_owned();
        Tokens {
            access: text("access_token"),
            refresh: text("refresh_token"),
        }
    }

    /// Says whether it was done.
    pub(super) fn log_out(&self, tokens: &Tokens) -> bool {
        let token = json!({"refresh_token": tokens.refresh});
        let (status, body) = self.post("/auth/logout", &token);
        assert!(status == 204 || status == 503, "{status}: {body}");
        status == 204
    }

    /// Ends all sessions of the user.
    pub(super) fn log_out_everywhere(&self, tokens: &Tokens) {
        let header = format!("Authorization: Bearer {}\r\n", tokens.access);
        let (head, body) = self.0.send("POST", "/auth/logout-all", &header, "");
        assert_eq!(status(&head), 204, "{body}");
    }

    /// What the protected route answers.
    pub(super) fn status(&self, tokens: &Tokens) -> u16 {
        let header = format!("Authorization: Bearer {}\r\n", tokens.access);
        let (head, _) = self.0.send("GET", "/", &header, "");
        status(&head)
    }

    fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        let header = "Content-Type: application/json\r\n";
        let (head, body) = self.0.send("POST", path, header, &body.to_string());
        (
            status(&head),
            serde_json::from_str(&body).unwrap_or_default(),
        )
    }

    /// Waits until it refuses tokens whose session was ended at a time, and says how long after that it was.
    pub(super) fn refuses(&self, tokens: &Tokens, ended: Instant) -> Duration {
        loop {
            let asked = ended.elapsed();
            match self.status(tokens) {
                401 => return asked,
                200 => assert!(asked <= BOUND, "it lets in after {asked:?}"),
                status => assert_eq!(status, 503),
            }
            assert!(asked <= BOUND + MARGIN, "it refuses nobody");
            sleep(Duration::from_millis(2));
        }
    }

    /// Waits until it lets tokens in that are good: until it has the store back.
    pub(super) fn takes_again(&self, tokens: &Tokens) {
        let start = Instant::now();
        loop {
            match self.status(tokens) {
                200 => return,
                status => assert_eq!(status, 503),
            }
            assert!(start.elapsed() < PATIENCE, "it has not come back");
            sleep(Duration::from_millis(5));
        }
    }

    /// Lets it stand still: it takes connections, and says nothing.
    pub(super) fn pause(&self) {
        self.signal("-STOP");
    }

    pub(super) fn resume(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        let process = self.0.process.id().to_string();
        let done = Command::new("kill").args([signal, &process]).status();
        assert!(done.expect("`kill`").success());
    }
}

fn status(head: &str) -> u16 {
    let status = head.split(' ').nth(1).expect("a status");
    status.parse().expect("a number")
}
