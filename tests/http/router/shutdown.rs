//! The shutdown of a service with connected clients, with the program of `docs/deployment.md`.

use std::future::{Future, IntoFuture};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use crate::fixtures::app::SECRET;
use crate::fixtures::connection::{Connection, head};

/// How long requests may take that have begun when the service stops.
const GRACE: Duration = Duration::from_secs(20);

/// Serves until `stop`; then no more connections are accepted, and requests that have begun finish.
async fn serve(
    listener: TcpListener,
    app: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (stopping, stopped) = oneshot::channel();
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, app).with_graceful_shutdown(async {
        stop.await;
        let _ = stopping.send(());
    });
    let too_long = async {
        let _ = stopped.await;
        sleep(GRACE).await;
    };
    tokio::select! {
        served = server.into_future() => served,
        // A client may hold its connection for ever; it is closed when the program ends.
        () = too_long => Ok(()),
    }
}

#[derive(AuthConfig)]
#[auth(users = Users, issuer = "https://api.example.com", body_timeout = "1s")]
struct Api {
    secret: Secret,
}

/// A backend that is slow when a token is exchanged.
struct Users {
    is_asked: Arc<Semaphore>,
    may_respond: Arc<Semaphore>,
}

impl UserBackend for Users {
    type Credentials = Credentials;
    type User = ();

    async fn authenticate(&self, _: Credentials) -> Result<Option<()>, BackendError> {
        Ok(Some(()))
    }

    async fn retrieve_user(&self, _: &str) -> Result<Option<()>, BackendError> {
        self.is_asked.add_permits(1);
        self.may_respond.acquire().await?.forget();
        Ok(Some(()))
    }

    fn subject(&self, (): &()) -> String {
        "1".into()
    }
}

#[public]
async fn upload(body: String) -> String {
    body
}

struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<io::Result<()>>,
    is_asked: Arc<Semaphore>,
    may_respond: Arc<Semaphore>,
}

impl Running {
    async fn start() -> Self {
        let [is_asked, may_respond] = [0, 0].map(|permits| Arc::new(Semaphore::new(permits)));
        let users = Users {
            is_asked: Arc::clone(&is_asked),
            may_respond: Arc::clone(&may_respond),
        };
        let api = Api {
            secret: SECRET.into(),
        };
        let auth = Auth::builder(api).users(users).store(MemoryStore::new());
        let auth = auth.build().unwrap();
        let app = GuardedRouter::new()
            .nest("/auth", auth.endpoints())
            .route("/upload", post(upload))
            .with_state(auth);
        let app = app.finish();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let stopped = async move {
            let _ = stopped.await;
        };
        Self {
            address,
            stop,
            served: tokio::spawn(serve(listener, app, stopped)),
            is_asked,
            may_respond,
        }
    }
}

const LOGIN: &str = r#"{"username":"ada","password":"secret"}"#;

#[tokio::test]
async fn an_exchange_that_has_begun_finishes_and_the_session_goes_on() {
    let service = Running::start().await;
    let mut idle = Connection::to(service.address).await;
    let tokens = idle.post("/auth", LOGIN).await.json();
    let mut refreshing = Connection::to(service.address).await;
    let body = json!({"refresh_token": tokens["refresh_token"]}).to_string();
    let exchange = tokio::spawn(async move {
        let answer = refreshing.post("/auth/refresh", &body).await;
        (answer, refreshing.is_closed().await)
    });
    service.is_asked.acquire().await.unwrap().forget();
    service.stop.send(()).unwrap();
    assert!(idle.is_closed().await, "a connection without a request");
    assert!(!service.served.is_finished());
    service.may_respond.add_permits(1);
    let (answer, is_closed) = exchange.await.unwrap();
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.json()["refresh_token"].is_string() && is_closed);
    service.served.await.unwrap().unwrap();
    assert!(
        tokio::net::TcpStream::connect(service.address)
            .await
            .is_err()
    );
}

/// A connection on which the server reads the body of a request, of which half has been sent.
async fn half_a_body(service: &Running, path: &str) -> Connection {
    let mut slow = Connection::to(service.address).await;
    let expecting = "Content-Type: application/json\r\nExpect: 100-continue";
    let head = head(path, 100).replace("Content-Type: application/json", expecting);
    slow.write(&head).await;
    assert_eq!(slow.answer().await.status, 100);
    slow.write("{").await;
    slow
}

/// How long the service runs after it was told to stop.
async fn ending(service: Running) -> Duration {
    // However busy this machine is, time goes on only while everything waits.
    tokio::time::pause();
    let stopped = Instant::now();
    service.stop.send(()).unwrap();
    service.served.await.unwrap().unwrap();
    stopped.elapsed()
}

#[tokio::test]
async fn half_a_body_delays_the_end_for_no_longer_than_its_time_limit() {
    let service = Running::start().await;
    let mut slow = half_a_body(&service, "/auth").await;
    assert!(ending(service).await.as_secs() <= 1);
    assert_eq!(slow.answer().await.status, 408);
}

#[tokio::test]
async fn half_a_head_delays_nothing() {
    let service = Running::start().await;
    let mut first = Connection::to(service.address).await;
    let mut second = Connection::to(service.address).await;
    second.post("/auth", LOGIN).await;
    for connection in [&mut first, &mut second] {
        connection.write("POST /auth HTTP/1.1\r\nHost:").await;
    }
    assert_eq!(ending(service).await.as_secs(), 0);
    assert!(first.is_closed().await && second.is_closed().await);
}

#[tokio::test]
async fn a_handler_that_waits_delays_the_end_for_no_longer_than_the_grace() {
    let service = Running::start().await;
    let _slow = half_a_body(&service, "/upload").await;
    assert_eq!(ending(service).await.as_secs(), GRACE.as_secs());
}
