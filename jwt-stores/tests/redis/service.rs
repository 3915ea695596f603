//! Two processes of a service, as far as one can be two: each with its own connections.

use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use jwt_guard::testing::WithoutClock;
use serde_json::{Value, json};
use test_tools::needs;
use tower::ServiceExt;

use crate::kept::{contains, dump};
use crate::node;
use crate::nodes::family::NOW;
use crate::office::{office, routes};
use crate::server::{Disk, Server};

struct Service {
    app: GuardedRouter,
    clock: FrozenClock,
}

struct Tokens {
    access: String,
    refresh: String,
}

impl Service {
    async fn on(server: &Server) -> Self {
        let clock = FrozenClock::at(NOW);
        // What others do is heard of, and not only read now and then.
        // The tests say what time it is.
        let store = WithoutClock(node(server).await);
        let auth = office(store, clock.clone(), Some("60s"));
        let app = routes(auth);
        Self { app, clock }
    }

    async fn send(&self, request: Request<Body>) -> (u16, Value) {
        let answer = self
            .app
            .clone()
            .finish()
            .oneshot(request)
            .await
            .expect("a result");
        let status = answer.status().as_u16();
        let body = to_bytes(answer.into_body(), 1 << 16).await.expect("a body");
        (status, serde_json::from_slice(&body).unwrap_or_default())
    }

    async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        let request = Request::post(path).header(CONTENT_TYPE, "application/json");
        let request = request.body(body.to_string().into());
        self.send(request.expect("a request")).await
    }

    async fn log_in(&self) -> Tokens {
        let credentials = json!({"username": "ada", "password": "secret"});
        let (status, body) = self.post("/auth", credentials).await;
        assert_eq!(status, 200, "{body}");
        Tokens::of(&body)
    }

    async fn refresh(&self, token: &str) -> (u16, Value) {
        let body = json!({"refresh_token": token});
        self.post("/auth/refresh", body).await
    }

    async fn status(&self, access: &str) -> u16 {
        let request = Request::get("/").header(AUTHORIZATION, format!("Bearer {access}"));
        let request = request.body(Body::empty()).expect("a request");
        self.send(request).await.0
    }

    /// Waits until an access token is refused; not for long.
    async fn refuses(&self, access: &str) {
        let start = Instant::now();
        while self.status(access).await != 401 {
            assert!(start.elapsed() < Duration::from_secs(1), "it goes on");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

impl Tokens {
    fn of(body: &Value) -> Self {
        let text = |name: &str| body[name].as_str().expect("a token").to_owned();
        Self {
            access: text("access_token"),
            refresh: text("refresh_token"),
        }
    }
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_logout_and_a_copied_token_are_known_to_other_nodes_within_a_second() {
    let server = Server::start(Disk::Nothing);
    let (one, other) = (Service::on(&server).await, Service::on(&server).await);
    let tokens = one.log_in().await;
    assert_eq!(other.status(&tokens.access).await, 200);
    // It has read, and listens.
    tokio::time::sleep(Duration::from_millis(100)).await;
    let (status, _) = one
        .post("/auth/logout", json!({"refresh_token": tokens.refresh}))
        .await;
    assert_eq!(status, 204);
    other.refuses(&tokens.access).await;
    assert_eq!(other.refresh(&tokens.refresh).await.0, 401);

    let stolen = one.log_in().await;
    let (status, body) = other.refresh(&stolen.refresh).await;
    assert_eq!(status, 200, "{body}");
    let next = Tokens::of(&body);
    for service in [&one, &other] {
        service.clock.set(NOW + 60);
        assert_eq!(service.status(&next.access).await, 200);
    }
    assert_eq!(one.refresh(&stolen.refresh).await.0, 401);
    for service in [&one, &other] {
        service.refuses(&next.access).await;
        assert_eq!(service.refresh(&next.refresh).await.0, 401);
    }
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_token_is_in_the_database() {
    let server = Server::start(Disk::Nothing);
    let service = Service::on(&server).await;
    let first = service.log_in().await;
    let (_, body) = service.refresh(&first.refresh).await;
    let second = Tokens::of(&body);
    let dump = dump(&server);
    // The session, two tokens, and what lists them.
    assert!(dump.len() >= 6, "{}", dump.len());
    for token in [first, second] {
        for text in [&token.access, &token.refresh] {
            assert!(!contains(&dump, text.as_bytes()));
            // Nor the most of it, which is all that is random.
            assert!(!contains(&dump, &text.as_bytes()[text.len() - 24..]));
        }
    }
}

#[needs(redis)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_refuses_while_its_store_is_away_and_goes_on_when_it_is_back() {
    let server = Server::start(Disk::Everything);
    let service = Service::on(&server).await;
    let tokens = service.log_in().await;
    server.kill();
    for _ in 0..8 {
        assert_eq!(service.refresh(&tokens.refresh).await.0, 503);
    }
    server.start_again();
    let start = Instant::now();
    let mut status = 503;
    while status == 503 {
        assert!(start.elapsed() < Duration::from_secs(5), "it stays away");
        tokio::time::sleep(Duration::from_millis(50)).await;
        status = service.refresh(&tokens.refresh).await.0;
    }
    assert_eq!(status, 200, "the session is lost");
}
