//! The account of an attempt.

use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

use super::service::{Service, guess, login};
use crate::fixtures::app::{NOW, SECRET, send};

const HOME: &str = "192.0.2.7";

#[tokio::test]
async fn names_that_differ_in_case_or_space_are_one_account() {
    let service = Service::new(json!({}));
    for name in [
        "ada", "Ada", "ADA", " ada", "ada ", "\tada\n", "aDa", "adA", "AdA", " ADA ",
    ] {
        service.guesses(&guess(name).from(HOME), 1).await;
    }
    service.wait(&login("ada").from(HOME)).await;
}

#[tokio::test]
async fn a_long_name_is_an_account_like_any_other() {
    let service = Service::new(json!({}));
    let name = "é".repeat(4000);
    service.guesses(&guess(&name).from(HOME), 10).await;
    service.wait(&guess(&name).from(HOME)).await;
    service.guesses(&guess(&name[2..]).from(HOME), 1).await;
}

#[derive(AuthConfig)]
#[auth(users = Cards)]
struct Terminal {
    secret: Secret,
}

/// Cards with a number and a PIN, or a code for both.
#[derive(Deserialize)]
#[serde(untagged)]
enum Presented {
    Card { card: String, pin: u16 },
    Code { code: String },
}

struct Cards;

impl UserBackend for Cards {
    type Credentials = Presented;
    type User = ();

    async fn authenticate(&self, presented: Presented) -> Result<Option<()>, BackendError> {
        Ok(match presented {
            Presented::Card { pin, .. } => (pin == 1234).then_some(()),
            Presented::Code { code } => (code == "right").then_some(()),
        })
    }

    async fn retrieve_user(&self, _: &str) -> Result<Option<()>, BackendError> {
        Ok(None)
    }

    fn subject(&self, (): &()) -> String {
        "1".into()
    }

    fn account(&self, presented: &Presented) -> Option<String> {
        match presented {
            Presented::Card { card, .. } => Some(card.replace(' ', "")),
            Presented::Code { .. } => None,
        }
    }
}

async fn status(app: &GuardedRouter, address: &str, body: Value) -> u16 {
    let peer = std::net::SocketAddr::new(address.parse().unwrap(), 1);
    let request = Request::post("/auth")
        .header(CONTENT_TYPE, "application/json")
        .extension(ConnectInfo(peer))
        .body(body.to_string().into())
        .unwrap();
    send(app, request).await.status.as_u16()
}

#[tokio::test]
async fn the_backend_names_the_account_of_credentials_of_its_own() {
    let auth = Auth::builder(Terminal {
        secret: SECRET.into(),
    })
    .users(Cards)
    .clock(FrozenClock::at(NOW))
    .build()
    .unwrap();
    let app: GuardedRouter = GuardedRouter::new()
        .nest("/auth", auth.endpoints())
        .with_state(auth);
    for pin in 0..10 {
        let card = if pin % 2 == 0 { "12 34" } else { "1234" };
        let found = status(&app, HOME, json!({"card": card, "pin": pin})).await;
        assert_eq!(found, 401);
    }
    let right = json!({"card": "1234", "pin": 1234});
    assert_eq!(status(&app, HOME, right).await, 429);
    let other = json!({"card": "5678", "pin": 1234});
    assert_eq!(status(&app, HOME, other).await, 200);
    // Credentials without an account count by the address alone: 100 a minute.
    let elsewhere = "192.0.2.8";
    for number in 0..100 {
        let code = format!("wrong {number}");
        assert_eq!(status(&app, elsewhere, json!({"code": code})).await, 401);
    }
    assert_eq!(status(&app, elsewhere, json!({"code": "right"})).await, 429);
    assert_eq!(
        status(&app, "192.0.2.9", json!({"code": "right"})).await,
        200
    );
}
