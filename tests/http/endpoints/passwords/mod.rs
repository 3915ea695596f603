//! Logins whose passwords are hashed on threads of their own.

mod queue;

use std::sync::mpsc;

use axum::http::Request;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use jwt_guard::prelude::*;
use jwt_guard::user::Passwords;
use serde_json::json;

use crate::fixtures::app::*;

// What is shown here is the queue of passwords, which limits of failed logins would keep short.
#[derive(AuthConfig)]
#[auth(users = Staff, rate_limit = "off")]
struct Api {
    secret: Secret,
}

/// One of them, called ada.
struct Staff {
    passwords: Passwords,
    hash: String,
}

impl UserBackend for Staff {
    type Credentials = Credentials;
    type User = ();

    async fn authenticate(&self, login: Credentials) -> Result<Option<()>, BackendError> {
        let hash = (login.username == "ada").then_some(self.hash.as_str());
        let is_right = self.passwords.verify(login.password, hash).await?;
        Ok(is_right.then_some(()))
    }

    async fn retrieve_user(&self, _: &str) -> Result<Option<()>, BackendError> {
        Ok(Some(()))
    }

    fn subject(&self, (): &()) -> String {
        "1".into()
    }
}

#[protected]
async fn whoami(claims: Claims) -> String {
    claims.subject().to_owned()
}

async fn app(passwords: &Passwords) -> GuardedRouter {
    let users = Staff {
        passwords: passwords.clone(),
        hash: passwords.hash("correct horse".to_owned()).await.unwrap(),
    };
    let api = Api {
        secret: SECRET.into(),
    };
    let auth = Auth::builder(api).users(users).build().unwrap();
    GuardedRouter::new()
        .route("/whoami", get(whoami))
        .nest("/auth", auth.endpoints())
        .with_state(auth)
}

async fn log_in(app: &GuardedRouter, username: &str, password: &str) -> Answer {
    let login = json!({"username": username, "password": password});
    let request = Request::post("/auth").header(CONTENT_TYPE, "application/json");
    send(app, request.body(login.to_string().into()).unwrap()).await
}

#[tokio::test]
async fn only_the_right_password_logs_in() {
    let passwords = Passwords::builder().threads(1).cost(8, 1).unwrap();
    let app = app(&passwords.start().unwrap()).await;
    assert_eq!(log_in(&app, "ada", "correct horse").await.status, 200);
    for (username, password) in [
        ("ada", "correct horsf"),
        ("ada", ""),
        ("eve", "correct horse"),
    ] {
        let answer = log_in(&app, username, password).await;
        assert_eq!(answer.status, 401, "{username}");
        assert_eq!(answer.json()["error"], "invalid_grant");
    }
}

#[tokio::test]
async fn while_too_many_wait_a_login_is_refused_for_now_and_a_token_is_not() {
    let passwords = Passwords::builder().threads(1).waiting(1).cost(8, 1);
    let passwords = passwords.unwrap().start().unwrap();
    let app = app(&passwords).await;
    let answer = log_in(&app, "ada", "correct horse").await.json();
    let token = answer["access_token"].as_str().unwrap().to_owned();
    // One keeps the thread busy, and one waits for it.
    let (begun, has_begun) = mpsc::channel();
    let (release, released) = mpsc::channel::<()>();
    let busy = tokio::spawn({
        let passwords = passwords.clone();
        let work = move || {
            begun
                .send(())
                .and_then(|()| released.recv().map_err(|_| mpsc::SendError(())))
        };
        async move { passwords.run(work).await }
    });
    tokio::task::spawn_blocking(move || has_begun.recv())
        .await
        .unwrap()
        .unwrap();
    let waiting = tokio::spawn({
        let app = app.clone();
        async move { log_in(&app, "ada", "correct horse").await.status }
    });
    tokio::task::yield_now().await;

    let refused = log_in(&app, "ada", "correct horse").await;
    assert_eq!(refused.status, 503);
    assert!(refused.header(RETRY_AFTER).is_some());
    assert_eq!(get_as(&app, "/whoami", Some(&token)).await.0, 200);

    release.send(()).unwrap();
    busy.await.unwrap().unwrap().unwrap();
    assert_eq!(waiting.await.unwrap(), 200);
    assert_eq!(log_in(&app, "ada", "correct horse").await.status, 200);
}
