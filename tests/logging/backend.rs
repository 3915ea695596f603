//! A user backend that fails or is busy.

use axum::http::Request;
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use jwt_guard::user::PasswordError;

use super::Recorder;
use crate::app::*;

/// A backend that fails: the password is not checked, or the database is unavailable.
struct Overrun;

#[derive(Debug)]
struct NotLookedUp(PasswordError);

impl std::fmt::Display for NotLookedUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no user was looked up")
    }
}

impl std::error::Error for NotLookedUp {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl UserBackend for Overrun {
    type Credentials = Credentials;
    type User = ();

    async fn authenticate(&self, login: Credentials) -> Result<Option<()>, BackendError> {
        let busy = PasswordError::Busy { waiting: 32 };
        Err(match &*login.username {
            "ada" => busy.into(),
            "grace" => NotLookedUp(busy).into(),
            "eve" => PasswordError::Failed.into(),
            _ => "the database is away".into(),
        })
    }

    async fn retrieve_user(&self, _: &str) -> Result<Option<()>, BackendError> {
        Ok(None)
    }

    fn subject(&self, (): &()) -> String {
        "1".into()
    }
}

#[tokio::test]
async fn too_many_logins_are_a_warning_and_a_backend_that_fails_is_an_error() {
    #[derive(AuthConfig)]
    #[auth(users = Overrun)]
    struct Api {
        secret: Secret,
    }
    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let secret = SECRET.into();
    let auth = Auth::builder(Api { secret })
        .users(Overrun)
        .build()
        .unwrap();
    let app: GuardedRouter = GuardedRouter::new()
        .nest("/auth", auth.endpoints())
        .with_state(auth);
    for (username, level, said) in [
        ("ada", "WARN", "limit the rate of logins"),
        ("grace", "WARN", "limit the rate of logins"),
        ("eve", "ERROR", "could not be hashed"),
        ("mallory", "ERROR", "the database is away"),
    ] {
        recorder.0.lock().unwrap().clear();
        let login = Request::post("/auth").header("content-type", "application/json");
        let body = format!(r#"{{"username":"{username}","password":"hunter2"}}"#);
        let answer = send(&app, login.body(body.into()).unwrap()).await;
        assert_eq!(answer.status, 503);
        let log = recorder.0.lock().unwrap().clone();
        assert!(log.contains(said), "{log}");
        for other in ["WARN", "ERROR"] {
            let is_said = log.contains(&format!("level = {other}"));
            assert_eq!(is_said, other == level, "{username}: {log}");
        }
    }
}

/// A backend that accepts every login, and fails afterwards.
struct Flaky;

impl UserBackend for Flaky {
    type Credentials = Credentials;
    type User = ();

    async fn authenticate(&self, _: Credentials) -> Result<Option<()>, BackendError> {
        Ok(Some(()))
    }

    async fn retrieve_user(&self, _: &str) -> Result<Option<()>, BackendError> {
        Err("the database is away".into())
    }

    fn subject(&self, (): &()) -> String {
        "1".into()
    }
}

#[tokio::test]
async fn a_token_that_could_not_be_replaced_is_not_in_the_log_that_says_so() {
    #[derive(AuthConfig)]
    #[auth(users = Flaky, token_from(cookie), access_ttl = "5m", implicit_refresh = "299s")]
    struct Site {
        secret: Secret,
    }

    #[protected]
    async fn page() {}

    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let clock = FrozenClock::at(NOW);
    let secret = SECRET.into();
    let auth = Auth::builder(Site { secret }).users(Flaky);
    let auth = auth.clock(clock.clone()).build().unwrap();
    let app: GuardedRouter = GuardedRouter::new()
        .route("/", get(page))
        .nest("/auth", auth.endpoints())
        .with_state(auth);
    let login = Request::post("/auth").header("content-type", "application/json");
    let body = r#"{"username":"ada","password":"hunter2"}"#;
    let answer = send(&app, login.body(body.into()).unwrap()).await;
    let cookie = answer.header("set-cookie").unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    clock.set(NOW + 1);
    let request = Request::get("/").header("cookie", &cookie);
    let answer = send(&app, request.body("".into()).unwrap()).await;
    assert_eq!(answer.status, 200);
    assert!(answer.header("set-cookie").is_none());
    let log = recorder.0.lock().unwrap().clone();
    assert!(log.contains("was not replaced"), "{log}");
    let (_, token) = cookie.split_once('=').unwrap();
    for part in token.split('.') {
        assert!(!log.contains(part), "{part} is in the log:\n{log}");
    }
}
