//! The time limit for reading a body: `body_timeout`.

use std::convert::Infallible;
use std::future::ready;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header::{AUTHORIZATION, CONNECTION, CONTENT_TYPE, WWW_AUTHENTICATE};
use futures_util::{StreamExt, stream};
use tokio::time::{Instant, sleep};

use super::limit::{FORM, JSON, app, auth_with, request};
use crate::fixtures::app::*;
use crate::fixtures::connection::{Connection, head, serve};

/// A body that begins so and never ends.
fn endless(beginning: &str) -> Body {
    let beginning = Bytes::copy_from_slice(beginning.as_bytes());
    let beginning = stream::once(ready(Ok::<_, Infallible>(beginning)));
    Body::from_stream(beginning.chain(stream::pending()))
}

/// A body of which a byte comes each second.
fn dripping() -> Body {
    Body::from_stream(stream::unfold((), |()| async {
        sleep(Duration::from_secs(1)).await;
        Some((Ok::<_, Infallible>(Bytes::from_static(b" ")), ()))
    }))
}

async fn tokens(app: &jwt_guard::prelude::GuardedRouter) -> serde_json::Value {
    let login = r#"{"username":"ada","password":"secret"}"#;
    send(app, request("/auth", JSON, login.into())).await.json()
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_arrive_in_time_is_refused_and_nothing_is_done() {
    for (given, limit) in [(None, 10), (Some("1m"), 60)] {
        let app = app(&auth_with(None, given).unwrap());
        let tokens = tokens(&app).await;
        let [access, refresh] =
            ["access_token", "refresh_token"].map(|name| tokens[name].as_str().unwrap());
        let credentials = r#"{"username":"ada","password":"secret"}"#;
        // Each is complete but for its end.
        for (path, content_type, body) in [
            ("/auth", JSON, credentials.to_owned()),
            ("/auth/reauthenticate", JSON, credentials.to_owned()),
            (
                "/auth/refresh",
                JSON,
                format!(r#"{{"refresh_token":"{refresh}"}}"#),
            ),
            ("/auth/refresh", FORM, format!("refresh_token={refresh}")),
            (
                "/auth/logout",
                JSON,
                format!(r#"{{"refresh_token":"{refresh}"}}"#),
            ),
            ("/auth/revoke", FORM, format!("token={refresh}")),
            ("/", JSON, format!(r#"{{"access_token":"{access}"}}"#)),
            ("/", FORM, format!("access_token={access}")),
        ] {
            for body in [endless(&body), dripping()] {
                let asked = Instant::now();
                let mut request = request(path, content_type, body);
                if path == "/auth/reauthenticate" {
                    let bearer = format!("Bearer {access}").parse().unwrap();
                    request.headers_mut().insert(AUTHORIZATION, bearer);
                }
                let answer = send(&app, request).await;
                assert_eq!(answer.status, 408, "{path} {content_type}");
                assert_eq!(asked.elapsed().as_secs(), limit, "{path} {content_type}");
                assert_eq!(answer.header(CONNECTION), Some("close"));
                assert_eq!(answer.header(WWW_AUTHENTICATE), None);
                let answer = answer.json();
                assert_eq!(answer["error"], "invalid_request");
                let said = answer["error_description"].as_str().unwrap();
                assert!(
                    said.ends_with(&format!("the limit is {limit} seconds")),
                    "{said}"
                );
            }
        }
        // The tokens were neither exchanged nor revoked.
        let body = format!(r#"{{"refresh_token":"{refresh}"}}"#);
        let answer = send(&app, request("/auth/refresh", JSON, body.into())).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_that_is_not_read_for_a_token_is_not_limited() {
    let app = app(&auth_with(None, Some("1s")).unwrap());
    let tokens = tokens(&app).await;
    let token = tokens["access_token"].as_str().unwrap();
    // The handler reads it, slowly.
    let slow = stream::once(async {
        sleep(Duration::from_secs(60)).await;
        Ok::<_, Infallible>(Bytes::from_static(b"{}"))
    });
    let mut request = request("/", JSON, Body::from_stream(slow));
    let bearer = format!("Bearer {token}").parse().unwrap();
    request.headers_mut().insert(AUTHORIZATION, bearer);
    let answer = send(&app, request).await;
    assert_eq!((answer.status.as_u16(), &*answer.body), (200, "2"));
}

#[tokio::test]
async fn a_connection_with_half_a_body_is_closed_after_its_refusal() {
    let server = serve(app(&auth_with(None, Some("1s")).unwrap()).finish()).await;
    let mut connection = Connection::to(server).await;
    connection.write(&head("/auth", 100)).await;
    connection.write(r#"{"username":"#).await;
    let answer = connection.answer().await;
    assert_eq!(answer.status, 408);
    assert_eq!(answer.header(CONNECTION), Some("close"));
    assert_eq!(answer.header(CONTENT_TYPE), Some(JSON));
    assert!(connection.is_closed().await);
}

#[test]
fn a_time_that_no_service_can_mean_is_refused_at_the_start() {
    for time in ["0s", "500ms", "301s", "soon"] {
        let error = auth_with(None, Some(time)).unwrap_err().to_string();
        assert!(error.contains("`body_timeout`"), "{error}");
    }
    assert!(auth_with(None, Some("1s")).is_ok() && auth_with(None, Some("5m")).is_ok());
}
