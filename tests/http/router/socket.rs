//! Requests over a real socket.

use jwt_guard::prelude::*;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::fixtures::app::*;

#[scoped("user:read")]
async fn greet(claims: Claims<Membership>) -> String {
    format!(
        "hello, {} of {}",
        claims.subject(),
        claims.team.as_deref().unwrap_or("no team")
    )
}

async fn ask(address: std::net::SocketAddr, request: String) -> (String, String) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}

#[tokio::test]
async fn a_client_logs_in_and_is_let_in() {
    let auth = Auth::builder(Api {
        secret: SECRET.into(),
    })
    .users(Users)
    .build()
    .unwrap();
    let app = GuardedRouter::new()
        .route("/greet", get(greet))
        .nest("/auth", auth.endpoints())
        .with_state(auth);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app.finish()).await });

    let greet = |header: &str| {
        format!("GET /greet HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{header}\r\n")
    };
    let (head, _) = ask(address, greet("")).await;
    assert!(head.starts_with("HTTP/1.1 401"), "{head}");
    assert!(
        head.to_lowercase()
            .contains("www-authenticate: bearer realm=\"api\""),
        "{head}"
    );

    let credentials = r#"{"username":"ada","password":"secret"}"#;
    let login = format!(
        "POST /auth HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{credentials}",
        credentials.len()
    );
    let (head, body) = ask(address, login).await;
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    let body: Value = serde_json::from_str(&body).unwrap();
    let token = body["access_token"].as_str().unwrap();

    let (head, body) = ask(
        address,
        greet(&format!("Authorization: Bearer {token}\r\n")),
    )
    .await;
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert_eq!(body, "hello, 1 of team of ada");
}
