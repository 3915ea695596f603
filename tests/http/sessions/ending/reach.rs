//! The revocations that a handler checks: its own `revocation`, and that of the configuration.

use std::time::Duration;

use jwt_guard::prelude::*;
use serde_json::{Value, json};

use crate::fixtures::app::{get_with, send};
use crate::fixtures::remote::{Order, Remote};
use crate::sessions::service::{Service, Tokens};

#[protected]
async fn plain() {}

#[protected(revocation = "all")]
async fn careful() {}

#[protected(revocation = "refresh")]
async fn for_refresh_alone() {}

fn app(service: &Service) -> GuardedRouter {
    GuardedRouter::new()
        .route("/", get(plain))
        .route("/all", get(careful))
        .route("/refresh", get(for_refresh_alone))
        .with_state(service.auth.clone())
}

/// Which of the three pass: a handler without a reach of its own, one with `all`, one with `refresh`.
async fn passes(service: &Service, tokens: &Tokens) -> [bool; 3] {
    let app = app(service);
    let mut passes = [false; 3];
    for (passes, path) in passes.iter_mut().zip(["/", "/all", "/refresh"]) {
        let answer = send(&app, get_with(path, &tokens.access)).await;
        assert!(matches!(answer.status.as_u16(), 200 | 401), "{path}");
        *passes = answer.status == 200;
    }
    passes
}

#[tokio::test]
async fn the_reach_of_a_handler_beats_that_of_the_configuration() {
    for (reach, plain) in [("all", false), ("refresh", true), ("off", true)] {
        // The store is in this process, or elsewhere.
        let settings = json!({"revocation": reach});
        for service in [
            Service::new(settings.clone()),
            Service::with_store(settings, Remote::new()),
        ] {
            let [ended, alive] = [service.log_in().await, service.log_in().await];
            let access = Some(&*ended.access);
            service.post("/auth/logout", access, &Value::Null).await;
            assert_eq!(
                passes(&service, &ended).await,
                [plain, false, true],
                "{reach}"
            );
            assert_eq!(passes(&service, &alive).await, [true; 3], "{reach}");
            // Refresh tokens are of no use whatever the reach.
            assert_eq!(service.refresh(&ended.refresh).await.status, 401);
        }
    }
}

#[tokio::test]
async fn a_handler_that_asks_gets_an_error_while_the_store_is_away() {
    let remote = Remote::new();
    let service = Service::with_store(json!({"revocation": "off"}), remote.clone());
    let tokens = service.log_in().await;
    let app = app(&service);
    remote.is(Order::Down);
    tokio::time::sleep(Duration::from_millis(1200)).await;
    for (path, status) in [("/", 200), ("/all", 503), ("/refresh", 200)] {
        let answer = send(&app, get_with(path, &tokens.access)).await;
        assert_eq!(answer.status, status, "{path}");
    }
}
