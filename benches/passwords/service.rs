//! A service that hashes passwords, and clients that log in.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::header::CONTENT_TYPE;
use axum::http::{Request, StatusCode};
use jwt_guard::prelude::*;
use jwt_guard::user::Passwords;
use tokio::runtime::Builder;
use tokio::time::sleep;
use tower::ServiceExt;

use crate::resident;

const CLIENTS: usize = 64;
const PASSWORD: &str = "correct horse";
/// Costs of old hashes, in MiB.
const OTHERS: [u32; 4] = [24, 28, 31, 64];

#[derive(AuthConfig)]
#[auth(users = Staff)]
struct Api {
    secret: Secret,
}

/// All users have the same password; the name selects the hash.
struct Staff {
    passwords: Passwords,
    hashes: Vec<String>,
}

impl UserBackend for Staff {
    type Credentials = Credentials;
    type User = ();

    async fn authenticate(&self, login: Credentials) -> Result<Option<()>, BackendError> {
        let number: usize = login.username.parse()?;
        let hash = &self.hashes[number % self.hashes.len()];
        let is_right = self.passwords.verify(login.password, Some(hash)).await?;
        Ok(is_right.then_some(()))
    }

    async fn retrieve_user(&self, _: &str) -> Result<Option<()>, BackendError> {
        Ok(Some(()))
    }

    fn subject(&self, (): &()) -> String {
        "1".into()
    }
}

/// Prints the resident set before, during and after so many logins, in bytes.
pub(crate) fn measure(threads: usize, is_mixed: bool, logins: u32) {
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let hashes = hashes(is_mixed).await;
        let passwords = Passwords::builder().threads(threads).waiting(CLIENTS);
        let passwords = passwords.start().unwrap();
        let api = Api {
            secret: "wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e".into(),
        };
        let users = Staff { passwords, hashes };
        let auth = Auth::builder(api).users(users).build().unwrap();
        let app: GuardedRouter = GuardedRouter::new()
            .nest("/auth", auth.endpoints())
            .with_state(auth);
        let app = app.finish();
        // The threads that made the hashes end meanwhile.
        sleep(Duration::from_millis(500)).await;
        resident::forget_most();
        let before = resident::now();
        let count = Arc::new(AtomicU32::new(0));
        let clients: Vec<_> = (0..CLIENTS)
            .map(|_| {
                let (app, count) = (app.clone(), Arc::clone(&count));
                tokio::spawn(async move {
                    loop {
                        let number = count.fetch_add(1, Ordering::Relaxed);
                        if number >= logins {
                            break;
                        }
                        log_in(app.clone(), number).await;
                    }
                })
            })
            .collect();
        for client in clients {
            client.await.unwrap();
        }
        sleep(Duration::from_millis(500)).await;
        println!("{before} {} {}", resident::most(), resident::now());
    });
}

/// Of eight hashes, one in a mixed database has another cost; every fourth time the same.
async fn hashes(is_mixed: bool) -> Vec<String> {
    let costs = (0..32).map(|number| match number % 8 {
        7 if is_mixed => OTHERS[number / 8] << 10,
        _ => 19 << 10,
    });
    let mut hashes = Vec::new();
    for cost in costs.take(if is_mixed { 32 } else { 1 }) {
        // Its thread ends with it, and gives its memory back.
        let passwords = Passwords::builder().threads(1).cost(cost, 2).unwrap();
        let passwords = passwords.start().unwrap();
        hashes.push(passwords.hash(PASSWORD.to_owned()).await.unwrap());
    }
    hashes
}

async fn log_in(app: axum::Router, number: u32) {
    let login = format!(r#"{{"username":"{number}","password":"{PASSWORD}"}}"#);
    let request = Request::post("/auth").header(CONTENT_TYPE, "application/json");
    let response = app.oneshot(request.body(Body::from(login)).unwrap()).await;
    let response = response.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    to_bytes(response.into_body(), usize::MAX).await.unwrap();
}
