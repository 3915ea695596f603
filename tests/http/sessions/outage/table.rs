//! The table of responses in `docs/outages.md` is what requests get while the store fails.

use serde_json::{Value, json};

use super::refused::{is_unavailable, until_known};
use crate::fixtures::app::{Answer, get_request, send};
use crate::fixtures::remote::{Order, Remote};
use crate::sessions::service::{Service, Tokens, sign_in};

const DOCUMENTATION: &str = include_str!("../../../../docs/outages.md");

/// The rows of the table: a request, its response without a response of the store, and with a store that refuses writes.
fn documented() -> Vec<[&'static str; 3]> {
    let is_of_table = |line: &&str| line.starts_with('|');
    let lines = DOCUMENTATION.lines().skip_while(|line| !is_of_table(line));
    let first_table = lines.take_while(is_of_table);
    let rows = first_table.filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let cells = rows.map(|row| {
        let cells: Vec<_> = row.split(" | ").collect();
        cells.try_into().expect("three cells")
    });
    // Below the head of the table.
    cells.skip(1).collect()
}

/// What a request finds.
struct Outage {
    /// It has read the revocations before the store failed.
    knowing: Service,
    /// It has not read any revocations.
    ignorant: Service,
    /// It accepts tokens whose revocation status is unknown.
    lenient: Service,
    tokens: Tokens,
}

impl Outage {
    async fn new(order: Order) -> Self {
        let remote = Remote::new();
        let knowing = Service::with_store(json!({}), remote.clone());
        let tokens = knowing.log_in().await;
        until_known(&knowing).await;
        remote.is(order);
        Self {
            knowing,
            ignorant: Service::with_store(json!({}), remote.clone()),
            lenient: Service::with_store(json!({"on_store_error": "allow"}), remote),
            tokens,
        }
    }

    /// The response to the request in a row of the table.
    async fn answer(&self, request: &str) -> Answer {
        let Self {
            knowing,
            ignorant,
            lenient,
            tokens: Tokens { access, refresh },
        } = self;
        let credentials = json!({"username": "ada", "password": "secret"});
        let presented = json!({"refresh_token": refresh});
        let post = async |path: &str, token: Option<&str>, body: &Value| {
            knowing.post(path, token, body).await
        };
        match request {
            "public routes, `GET /auth/keys`" => {
                send(&knowing.app, get_request("/auth/keys")).await
            }
            "protected routes, while this process knows the revocations" => {
                knowing.get("/", access).await
            }
            "protected routes, while it does not" => ignorant.get("/", access).await,
            "the same with `on_store_error = \"allow\"`, a request that only reads, a token of the last five minutes" => {
                lenient.get("/", access).await
            }
            "the same, another request or token" => {
                lenient.post("/", Some(access), &Value::Null).await
            }
            "handlers with `revocation = \"off\"`" => ignorant.get("/careless", access).await,
            "`POST /auth`, a login" => post("/auth", None, &credentials).await,
            "`POST /auth/refresh`" => post("/auth/refresh", None, &presented).await,
            "`POST /auth/reauthenticate`" => {
                post("/auth/reauthenticate", Some(access), &credentials).await
            }
            "`POST /auth/logout` with an access token" => {
                post("/auth/logout", Some(access), &Value::Null).await
            }
            "`POST /auth/logout` with a refresh token" => {
                post("/auth/logout", None, &presented).await
            }
            "`POST /auth/logout-all`" => post("/auth/logout-all", Some(access), &Value::Null).await,
            "`POST /auth/revoke`" => {
                knowing
                    .form("/auth/revoke", &format!("token={refresh}"))
                    .await
            }
            "a handler that calls `auth.sessions()` and returns the error" => {
                knowing.get("/devices", access).await
            }
            "a handler that calls `auth.redeem(..)` and returns the error" => {
                let link = knowing.auth.mint("1").token_type(&sign_in());
                let link = json!(link.token().unwrap());
                post("/redeem", None, &link).await
            }
            other => panic!("no request for {other}"),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn each_request_is_answered_as_documented_whatever_the_store_does() {
    let documented = documented();
    assert_eq!(documented.len(), 15);
    for order in [Order::Down, Order::Slow, Order::Odd, Order::ReadOnly] {
        for [request, out_of_reach, read_only] in &documented {
            // A new one for each row: after some failures, the store would not be asked any more.
            let answer = Outage::new(order).await.answer(request).await;
            let expected = match order {
                Order::ReadOnly => *read_only,
                _ => *out_of_reach,
            };
            assert_eq!(
                answer.status.as_str(),
                expected,
                "{order:?}, {request}: {answer:?}"
            );
            assert_eq!(
                is_unavailable(&answer),
                expected == "503",
                "{order:?}, {request}: {answer:?}"
            );
        }
    }
}
