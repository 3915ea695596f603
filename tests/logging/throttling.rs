//! Failed logins in the log: what operators read, and what is left out.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use jwt_guard::config::ClientAddress;
use jwt_guard::prelude::*;
use serde_json::json;

use super::Recorder;
use crate::app::{Membership, SECRET, Users, send};

#[derive(AuthConfig, Default)]
#[auth(claims = Membership, users = Users, rate_limit_account_and_address = "2/15m")]
struct Guarded {
    secret: Option<Secret>,
    client_address: Option<ClientAddress>,
}

fn app(client_address: Option<ClientAddress>) -> GuardedRouter {
    let guarded = Guarded {
        secret: Some(SECRET.into()),
        client_address,
    };
    let auth = Auth::builder(guarded).users(Users).build().unwrap();
    GuardedRouter::new()
        .nest("/auth", auth.endpoints())
        .with_state(auth)
}

fn login(name: &str, peer: Option<&str>) -> Request<Body> {
    let body = json!({"username": name, "password": "hunter2"});
    let mut request = Request::post("/auth").header("content-type", "application/json");
    if let Some(peer) = peer {
        let peer: SocketAddr = peer.parse().unwrap();
        request = request.extension(ConnectInfo(peer));
    }
    request.body(body.to_string().into()).unwrap()
}

/// The log while requests are handled.
async fn log_of(app: &GuardedRouter, requests: Vec<Request<Body>>) -> String {
    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    for request in requests {
        send(app, request).await;
    }
    let log = recorder.0.lock().unwrap().clone();
    assert!(!log.contains("hunter2"), "{log}");
    log
}

#[tokio::test]
async fn each_failed_or_refused_login_is_one_warning_with_account_and_address() {
    let peer = Some("192.0.2.7:4711");
    let app = app(None);
    let requests = (0..5).map(|_| login(" Ada", peer)).collect();
    let log = log_of(&app, requests).await;
    let lines = |said: &str| log.matches(&format!("message = {said}\n")).count();
    assert_eq!(
        (lines("login failed"), lines("login throttled")),
        (2, 3),
        "{log}"
    );
    assert_eq!(log.matches("level = WARN").count(), 5, "{log}");
    for field in [
        "config = \"Guarded\"",
        "account = \"ada\"",
        "address = 192.0.2.7\n",
    ] {
        assert_eq!(log.matches(field).count(), 5, "{field}: {log}");
    }
    assert_eq!(log.matches("retry_after = ").count(), 3, "{log}");
}

#[tokio::test]
async fn a_long_name_does_not_fill_the_log() {
    let log = log_of(&app(None), vec![login(&"é\n".repeat(2000), None)]).await;
    assert!(log.len() < 2000, "{} bytes", log.len());
    assert!(!log.contains("é\né"), "{log}");
}

#[tokio::test]
async fn that_no_address_is_known_is_said_once() {
    const SAID: &str = "a login has no client address";
    let requests = || (0..3).map(|_| login("ada", None)).collect();
    for client_address in [None, Some(ClientAddress::Proxies(1))] {
        let app = app(client_address);
        let log = log_of(&app, requests()).await;
        assert_eq!(log.matches(SAID).count(), 1, "{log}");
        assert!(log.contains("into_make_service_with_connect_info"), "{log}");
        assert_eq!(log_of(&app, requests()).await.matches(SAID).count(), 0);
    }
    let known = vec![login("ada", Some("192.0.2.7:1"))];
    assert!(!log_of(&app(None), known).await.contains(SAID));
}

#[tokio::test]
async fn a_proxy_that_is_taken_for_the_client_is_said_once() {
    const SAID: &str = "a login came through a proxy";
    let through = |peer: &str| {
        let mut request = login("ada", Some(peer));
        let headers = request.headers_mut();
        headers.insert("x-forwarded-for", "198.51.100.7".parse().unwrap());
        request
    };
    for (client_address, peer, times) in [
        (None, "10.0.0.1:1", 1),
        (None, "[::1]:1", 1),
        // Any client can send the header.
        (None, "192.0.2.7:1", 0),
        // It was said that the peer is meant.
        (Some(ClientAddress::Peer), "10.0.0.1:1", 0),
        (Some(ClientAddress::Proxies(1)), "10.0.0.1:1", 0),
    ] {
        let requests = (0..2).map(|_| through(peer)).collect();
        let log = log_of(&app(client_address), requests).await;
        assert_eq!(
            log.matches(SAID).count(),
            times,
            "{client_address:?} {peer}: {log}"
        );
    }
}
