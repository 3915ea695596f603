//! The service in Chromium. Each test is one function of `scenarios.mjs`.

use std::future::IntoFuture;
use std::net::SocketAddr;
use std::sync::OnceLock;
use std::time::Duration;

use accounts::Settings;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;
use serde_json::json;
use test_tools::needs;
use tokio::net::TcpListener;

use crate::driver::Driver;
use crate::fixtures::{Authenticator, Decision, Outbox, Service, TestProvider};

/// Prepares everything, once.
fn driver() -> &'static Driver {
    static DRIVER: OnceLock<Result<Driver, String>> = OnceLock::new();
    let prepare = || Driver::prepare("accounts", include_str!("scenarios.mjs"));
    let driver = DRIVER.get_or_init(prepare).as_ref();
    driver.unwrap_or_else(|problem| panic!("{problem}"))
}

/// The link in the next mail to an address.
async fn inbox(State(outbox): State<Outbox>, Path(email): Path<String>) -> String {
    let letter = outbox.next(&email).await;
    let mut words = letter.text.split_whitespace();
    let link = words.find(|word| word.starts_with("http"));
    link.unwrap().to_owned()
}

/// A code of an authenticator app.
async fn app(Path((key, steps)): Path<(String, i64)>) -> String {
    Authenticator::new(&key).code(steps)
}

/// A free port, and its origin.
async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, format!("http://localhost:{port}"))
}

fn serve(listener: TcpListener, app: Router) {
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(axum::serve(listener, app).into_future());
}

/// Serves the pages, and for the script what a user has besides a browser: an inbox and an authenticator app.
async fn run(scenario: &'static str) {
    let provider = TestProvider::start().await;
    provider.decide(Decision::SignIn(
        json!({"sub": "1", "email": "grace@example.com", "email_verified": true}),
    ));
    let (listener, ours) = listen().await;
    let settings = Settings {
        origin: ours.clone(),
        mail_interval: Duration::ZERO,
        provider: Some(provider.settings.clone()),
    };
    let service = Service::with_settings(settings).await;
    serve(listener, service.app.clone());
    let app_and_inbox = Router::new()
        .route("/inbox/{email}", get(inbox))
        .route("/code/{key}/{steps}", get(app))
        .with_state(service.outbox.clone());
    let (listener, things) = listen().await;
    serve(listener, app_and_inbox);
    let run = move || driver().run(scenario, &ours, &things);
    tokio::task::spawn_blocking(run).await.unwrap();
}

macro_rules! scenarios {
    ($($scenario:ident)*) => {
        $(
            #[needs(browser)]
            #[tokio::test]
            async fn $scenario() {
                run(stringify!($scenario)).await;
            }
        )*

        #[test]
        fn every_scenario_is_run() {
            let text = include_str!("scenarios.mjs");
            let written = text.lines().filter_map(|line| {
                let (name, _) = line.strip_prefix("  async ")?.split_once('(')?;
                Some(name)
            });
            assert!(written.eq([$(stringify!($scenario),)*]));
        }
    };
}

scenarios! {
    a_user_registers_and_signs_in_with_two_factors
    a_user_of_another_provider_signs_in
    a_link_from_a_mail_signs_in
}
