//! What the documentation says of a store that fails is what is answered.

use serde_json::{Value, json};

use super::outage::{is_unavailable, until_known};
use super::service::{Service, Tokens};
use crate::app::{Answer, get_request, send};
use crate::remote::{Order, Remote};

const DOCUMENTATION: &str = include_str!("../../../docs/outages.md");

/// The rows of the table: a request, its answer without a store that answers, and with one that takes no writes.
fn documented() -> Vec<[&'static str; 3]> {
    let rows = DOCUMENTATION
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let cells = rows.map(|row| {
        let cells: Vec<_> = row.split(" | ").collect();
        cells.try_into().expect("three cells")
    });
    // Below the head of the table.
    cells.skip(1).collect()
}

/// The answers to the same requests, in the same order.
async fn answers(order: Order) -> Vec<Answer> {
    let remote = Remote::new();
    let knowing = Service::with_store(json!({}), remote.clone());
    let tokens = knowing.log_in().await;
    until_known(&knowing).await;
    remote.is(order);
    let ignorant = Service::with_store(json!({}), remote.clone());
    let lenient = Service::with_store(json!({"on_store_error": "allow"}), remote);

    let Tokens { access, refresh } = &tokens;
    let access = Some(&**access);
    let credentials = json!({"username": "ada", "password": "secret"});
    let presented = json!({"refresh_token": refresh});
    let keys = get_request("/auth/keys");
    vec![
        send(&knowing.app, keys).await,
        knowing.get("/", &tokens.access).await,
        ignorant.get("/", &tokens.access).await,
        lenient.get("/", &tokens.access).await,
        lenient.post("/", access, &Value::Null).await,
        ignorant.get("/careless", &tokens.access).await,
        knowing.post("/auth", None, &credentials).await,
        knowing.post("/auth/refresh", None, &presented).await,
        knowing
            .post("/auth/reauthenticate", access, &credentials)
            .await,
        knowing.post("/auth/logout", access, &Value::Null).await,
        knowing.post("/auth/logout", None, &presented).await,
        knowing.post("/auth/logout-all", access, &Value::Null).await,
        knowing
            .form("/auth/revoke", &format!("token={refresh}"))
            .await,
        knowing.get("/devices", &tokens.access).await,
    ]
}

#[tokio::test(start_paused = true)]
async fn each_request_is_answered_as_documented_whatever_the_store_does() {
    let documented = documented();
    for order in [Order::Down, Order::Slow, Order::Odd, Order::ReadOnly] {
        let answers = answers(order).await;
        assert_eq!(answers.len(), documented.len());
        for (answer, [request, out_of_reach, read_only]) in answers.iter().zip(&documented) {
            let expected = if order == Order::ReadOnly {
                read_only
            } else {
                out_of_reach
            };
            assert_eq!(
                answer.status.as_str(),
                *expected,
                "{order:?}, {request}: {answer:?}"
            );
            assert_eq!(
                is_unavailable(answer),
                *expected == "503",
                "{order:?}, {request}: {answer:?}"
            );
        }
    }
}
